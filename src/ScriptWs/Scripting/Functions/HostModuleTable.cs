using System.Collections.Immutable;

namespace ScriptWs.Scripting;

/// <summary>The C# modules of a server, by name. An engine uses what is there when it imports. Any thread.</summary>
internal sealed class HostModuleTable
{
    private ImmutableSortedDictionary<string, HostModule> _modules =
        ImmutableSortedDictionary.Create<string, HostModule>(StringComparer.Ordinal);

    /// <summary>The modules' names, sorted.</summary>
    public IEnumerable<string> Names => _modules.Keys;

    public HostModule? Find(string name) => _modules.GetValueOrDefault(name);

    /// <summary>Adds one.</summary>
    /// <returns><c>false</c> when there is one of that name.</returns>
    public bool TryAdd(HostModule module) => ImmutableInterlocked.Update(
        ref _modules, static (all, added) => all.ContainsKey(added.Name) ? all : all.Add(added.Name, added), module);

    /// <summary>Adds one, or puts it in the place of the one of that name.</summary>
    public void Replace(HostModule module) =>
        ImmutableInterlocked.Update(ref _modules, static (all, replacement) => all.SetItem(replacement.Name, replacement), module);

    public void Remove(string name) => ImmutableInterlocked.Update(ref _modules, static (all, removed) => all.Remove(removed), name);
}

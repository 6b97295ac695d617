using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Diagnostics;
using ScriptWs.Scripting;

namespace ScriptWs.HostModules;

/// <summary>
/// The modules that server.json names, during one run. A new version of a file takes over if it loads.
/// </summary>
internal sealed class Plugins
{
    private readonly ConcurrentDictionary<string, FileStamp> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Plugin> _live = new(StringComparer.Ordinal);
    private readonly ScriptWsOptions _options;

    /// <summary>Never disposed: it holds nothing that needs it.</summary>
    private readonly SemaphoreSlim _lock = new(1, 1);
    private readonly HostModuleTable _table;
    private readonly ILogger _log;

    /// <summary>Loads all of them.</summary>
    /// <param name="options">The options.</param>
    /// <param name="table">Where scripts find them.</param>
    /// <param name="log">The log.</param>
    /// <exception cref="ScriptWsException">One cannot be loaded.</exception>
    public Plugins(ScriptWsOptions options, HostModuleTable table, ILogger log)
    {
        (_options, _table, _log) = (options, table, log);
        try
        {
            foreach (var module in options.Modules)
            {
                _files[PathOf(module)] = FileStamp.Of(PathOf(module));
                var plugin = Plugin.Load(module, PathOf(module));
                if (table.Find(module.Name) is { IsConfigured: false })
                    throw new ScriptWsException($"module \"{module.Name}\": C# has added one of that name; rename it in server.json.");
                table.Replace(plugin.Module);
                _live[module.Name] = plugin;
            }
        }
        catch (ScriptWsException)
        {
            RemoveAll();
            throw;
        }
    }

    /// <summary>The assemblies as they were last read.</summary>
    public IReadOnlyDictionary<string, FileStamp> Files => _files;

    /// <summary>Tries to load each of them.</summary>
    /// <param name="options">The options.</param>
    /// <param name="table">Takes those that load.</param>
    /// <returns>What is wrong with the others.</returns>
    public static IReadOnlyList<string> Check(ScriptWsOptions options, HostModuleTable table)
    {
        var failures = new List<string>();
        foreach (var module in options.Modules)
        {
            try
            {
                table.TryAdd(Plugin.Load(module, Path.GetFullPath(module.Assembly, Path.GetFullPath(options.BaseDirectory))).Module);
            }
            catch (ScriptWsException e)
            {
                failures.Add(e.Message);
            }
        }

        return failures;
    }

    /// <summary>Loads the assemblies that have changed, and has scripts use them. One that does not load leaves all as it was.</summary>
    /// <param name="remakeEngines">Makes new engines of all scripts; tells whether any took it.</param>
    public async Task ReloadAsync(Func<Task<bool>> remakeEngines)
    {
        if (_options.Modules.Count == 0) return;

        await _lock.WaitAsync().ConfigureAwait(false);
        try
        {
            foreach (var module in _options.Modules) await ReloadAsync(module, remakeEngines).ConfigureAwait(false);
        }
        finally
        {
            _lock.Release();
        }
    }

    /// <summary>Takes all of them away. Calls that are in flight end by themselves.</summary>
    public async Task EndAsync()
    {
        Plugin[] all = [.. _live.Values];
        RemoveAll();
        foreach (var plugin in all) await EndAsync(plugin).ConfigureAwait(false);
    }

    private async Task ReloadAsync(ModuleOptions module, Func<Task<bool>> remakeEngines)
    {
        var (path, stamp) = (PathOf(module), FileStamp.Of(PathOf(module)));
        if (_files[path] == stamp || !_live.ContainsKey(module.Name)) return;

        _files[path] = stamp;
        if (TryLoad(module, path) is { } next) await ExchangeAsync(module, next, remakeEngines).ConfigureAwait(false);
    }

    private Plugin? TryLoad(ModuleOptions module, string path)
    {
        try
        {
            return Plugin.Load(module, path);
        }
        catch (ScriptWsException e)
        {
            Log.ModuleRefused(_log, e.Message, module.Name);
            return null;
        }
    }

    private async Task ExchangeAsync(ModuleOptions module, Plugin next, Func<Task<bool>> remakeEngines)
    {
        var previous = _live[module.Name];
        _table.Replace(next.Module);
        if (await remakeEngines().ConfigureAwait(false))
        {
            _live[module.Name] = next;
            Log.ModuleWentLive(_log, module.Assembly, module.Name);
            await EndAsync(previous).ConfigureAwait(false);
            return;
        }

        _table.Replace(previous.Module);
        Log.ModuleRefused(_log, $"module \"{module.Name}\": no script loads with {module.Assembly} as it is now.", module.Name);
        await EndAsync(next).ConfigureAwait(false);
    }

    private async Task EndAsync(Plugin plugin)
    {
        try
        {
            await plugin.EndAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Background.Report(e, "disposing a module of C#", _log);
        }
    }

    private void RemoveAll()
    {
        foreach (var name in _live.Keys) _table.Remove(name);
        _live.Clear();
    }

    private string PathOf(ModuleOptions module) => Path.GetFullPath(module.Assembly, Path.GetFullPath(_options.BaseDirectory));
}

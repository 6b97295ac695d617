using System.Diagnostics.CodeAnalysis;
using ScriptWs.Configuration;
using ScriptWs.HostModules;
using ScriptWs.Scripting;

namespace ScriptWs;

/// <summary>
/// The modules of C# that scripts import as <c>host:name</c>. Add them before the start: an engine that is made later, as at a
/// reload, sees what is there then. A module lives as long as the server. Any thread.
/// </summary>
public sealed class ScriptWsModules
{
    private readonly HostModuleTable _table;

    internal ScriptWsModules(HostModuleTable table) => _table = table;

    /// <summary>The names of the modules, sorted.</summary>
    public IReadOnlyList<string> Names => [.. _table.Names];

    /// <summary>Adds an object whose <see cref="ScriptFunctionAttribute"/> methods scripts import.</summary>
    /// <typeparam name="T">The type whose public methods count.</typeparam>
    /// <param name="name">What scripts write after <c>host:</c>: letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, a letter first.</param>
    /// <param name="instance">The object; calls of several scripts reach it at the same time.</param>
    /// <param name="options">How it is called.</param>
    /// <exception cref="ArgumentException">
    /// There is such a module, or the type cannot be one: the message names the method and the remedy.
    /// </exception>
    public void Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] T>(
        string name, T instance, ScriptModuleOptions? options = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(instance);
        Add(ModuleBinder.Bind(name, typeof(T), new SingleTarget(instance), options));
    }

    /// <summary>
    /// Adds a service whose <see cref="ScriptFunctionAttribute"/> methods scripts import. Each call has a scope of its own.
    /// </summary>
    /// <typeparam name="T">The service, whose public methods count.</typeparam>
    /// <param name="name">What scripts write after <c>host:</c>.</param>
    /// <param name="services">Where the service comes from. The scope of a call ends when its task or its iterator has.</param>
    /// <param name="options">How it is called.</param>
    /// <exception cref="ArgumentException">
    /// There is such a module, or the type cannot be one: the message names the method and the remedy.
    /// </exception>
    public void AddScoped<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] T>(
        string name, IServiceProvider services, ScriptModuleOptions? options = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(services);
        Add(ModuleBinder.Bind(name, typeof(T), new ScopedTarget(services, typeof(T)), options));
    }

    /// <summary>Adds a module whose functions are chosen while the program runs: what passes is JSON.</summary>
    /// <param name="name">What scripts write after <c>host:</c>.</param>
    /// <param name="functions">The exports, one at least.</param>
    /// <param name="options">How it is called.</param>
    /// <exception cref="ArgumentException">There is such a module, or a name cannot be one.</exception>
    public void AddJson(string name, IReadOnlyList<ScriptJsonFunction> functions, ScriptModuleOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(functions);
        ModuleNames.Require(name);
        if (functions.Count == 0)
            throw new ArgumentException($"The module \"{name}\" has no function; add one at least.", nameof(functions));
        if (functions.FirstOrDefault(one => !ModuleNames.IsExport(one.Name)) is { } wrong)
        {
            throw new ArgumentException(
                $"\"{wrong.Name}\" is no name of JavaScript; choose another for \"host:{name}\".", nameof(functions));
        }

        if (functions.CountBy(one => one.Name).FirstOrDefault(same => same.Value > 1).Key is { } twice)
            throw new ArgumentException($"\"host:{name}\" exports \"{twice}\" twice; remove one.", nameof(functions));

        options ??= new ScriptModuleOptions();
        var exports = functions.OrderBy(one => one.Name, StringComparer.Ordinal)
            .Select(one => new JsonFunction($"{name}.{one.Name}", one));
        Add(new HostModule(name, [.. exports], new HostGate(options.MaxConcurrency, options.MaxWaiting)));
    }

    /// <summary>The TypeScript declarations of the modules that options name, for editors, without calling them.</summary>
    /// <param name="options">Options whose <c>modules</c> name assemblies.</param>
    /// <returns>The content of each file <c>host-name.d.ts</c>, by the module's name.</returns>
    /// <exception cref="ScriptWsException">One cannot be loaded; the message names the file and the remedy.</exception>
    public static IReadOnlyDictionary<string, string> DescribeAll(ScriptWsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var table = new HostModuleTable();
        if (Plugins.Check(options, table) is [var problem, ..]) throw new ScriptWsException(problem);
        return table.Names.ToDictionary(name => name, name => DeclarationWriter.Write(table.Find(name)!), StringComparer.Ordinal);
    }

    /// <summary>The TypeScript declarations of a module, for editors: the content of a file <c>host-name.d.ts</c>.</summary>
    /// <param name="name">The module's name.</param>
    /// <exception cref="ArgumentException">There is no such module.</exception>
    public string Describe(string name) =>
        DeclarationWriter.Write(
            _table.Find(name) ?? throw new ArgumentException($"There is no module \"{name}\"; add it first.", nameof(name)));

    private void Add(HostModule module)
    {
        if (!_table.TryAdd(module))
            throw new ArgumentException($"There is a module \"{module.Name}\" already; choose another name.", nameof(module));
    }
}

using Jint;

namespace ScriptWs.Tests.Testing;

/// <summary>An engine like the one that steps files run in, with the modules of src/ScriptWs.Testing/JavaScript as globals.</summary>
internal sealed class SteppingEngine : IDisposable
{
    private const string Modules = "./src/ScriptWs.Testing/JavaScript/";

    private readonly Engine _engine = new(options => options.EnableModules(Repository.Root).TimeoutInterval(TimeSpan.FromSeconds(30)));

    /// <param name="module">The module's file.</param>
    /// <param name="names">Its exports that become globals.</param>
    public SteppingEngine(string module, params string[] names)
    {
        var exports = _engine.Modules.Import(Modules + module);
        foreach (var name in names)
            _engine.SetValue(name, exports.Get(name));
    }

    /// <summary>The value of an expression that is a string, or a promise of one.</summary>
    public string Evaluate(string expression) => _engine.Evaluate($"({expression})").UnwrapIfPromise().AsString();

    /// <summary>The message of the error that an expression throws, with its name.</summary>
    public string ErrorOf(string expression) =>
        Evaluate($"(() => {{ try {{ {expression}; }} catch (error) {{ return `${{error.name}}: ${{error.message}}`; }} return 'passes'; }})()");

    /// <summary>Calls an exported function of a test module, whose path starts at the root, with a global and a text.</summary>
    public string Call(string module, string function, string global, string text) =>
        _engine.Invoke(_engine.Modules.Import("./" + module).Get(function), _engine.GetValue(global), text).UnwrapIfPromise().AsString();

    public void Dispose() => _engine.Dispose();
}

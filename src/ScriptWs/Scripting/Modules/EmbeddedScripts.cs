using Jint;
using Jint.Native.Function;

namespace ScriptWs.Scripting;

/// <summary>JavaScript that is part of the server: parsed once in the process, evaluated in each engine that asks for it.</summary>
internal static class EmbeddedScripts
{
    /// <summary>Their files. A place in one of them is none of the script's own.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "web.js", "events.js", "messages.js", "strategies.js", "streams.js", "writable.js",
        "transforms.js", "blob.js", "headers.js", "body.js", "fetch.js",
        "socket.js", "keys.js", "subtle.js", "suspension.js", "from-async.js", "storage.js", "rpc.js",
    ];

    /// <summary>Parses a resource of this assembly.</summary>
    public static Func<Prepared<Acornima.Ast.Script>> Prepare(string name) => () =>
    {
        using var source = typeof(EmbeddedScripts).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(source);
        return Engine.PrepareScript(reader.ReadToEnd(), name);
    };

    /// <summary>
    /// The function that a script consists of, while no other script runs: it sees what is global then and there. To evaluate the
    /// script when it is needed would run the microtasks that wait, amid whatever the handler does.
    /// </summary>
    public static ScriptFunction FunctionIn(Engine engine, Prepared<Acornima.Ast.Script> script) =>
        new(engine, (Acornima.Ast.IFunction)((Acornima.Ast.ExpressionStatement)script.Program!.Body[0]).Expression, strict: true);
}

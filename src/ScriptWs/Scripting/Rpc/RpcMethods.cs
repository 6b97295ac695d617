using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;

namespace ScriptWs.Scripting;

/// <summary>Reads the export <c>rpc</c> of a script: the functions that clients can call, by name.</summary>
internal static class RpcMethods
{
    public const string Export = "rpc";

    /// <summary>Methods of one script at most.</summary>
    private const int MaxMethods = 1000;

    /// <summary>Characters of a name at most.</summary>
    private const int MaxNameLength = 128;

    private static readonly IReadOnlyDictionary<string, Function> None = new Dictionary<string, Function>();

    /// <summary>Only the object's own data properties count, so that no client calls what an object inherits.</summary>
    /// <param name="exports">The script's exports.</param>
    /// <param name="file">The script's path, for errors.</param>
    /// <exception cref="ScriptLoadException">The export is wrong.</exception>
    public static IReadOnlyDictionary<string, Function> Read(ObjectInstance exports, string file)
    {
        var value = exports.Get(Export);
        if (value.IsUndefined()) return None;
        if (value is not ObjectInstance given || given is Function or JsArray || DataOnly.IsProxy(given))
        {
            throw new ScriptLoadException(
                $"{file}: rpc is exported, but it is not an object of functions, as in {{ \"orders.find\": find }}.");
        }

        var names = given.GetOwnPropertyKeys(Types.String);
        if (names.Count > MaxMethods)
            throw new ScriptLoadException($"{file}: rpc has more than {MaxMethods} functions (found {names.Count}).");

        var methods = new Dictionary<string, Function>(StringComparer.Ordinal);
        foreach (var key in names)
        {
            var name = key.ToString();
            if (name.Length is 0 or > MaxNameLength)
                throw new ScriptLoadException($"{file}: rpc: a name has 1 to {MaxNameLength} characters (found {name.Length}).");
            methods[name] = DataOnly.Own(given, key) as Function
                ?? throw new ScriptLoadException($"{file}: rpc[\"{name}\"] must be a function.");
        }

        return methods;
    }
}

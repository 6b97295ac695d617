using Jint;
using Jint.Native;
using Jint.Runtime;
using ScriptWs.Storage;

namespace ScriptWs.Scripting;

/// <summary>Errors of <c>server.storage</c>: an Error with the name <c>StorageError</c> and a <c>code</c>.</summary>
internal static class StorageErrors
{
    private const string Name = "StorageError";

    public static JavaScriptException Thrown(Engine engine, StorageProblem problem, string message)
    {
        var thrown = Scripting.Thrown.NamedError(engine, Name, message);
        thrown.Error.AsObject().FastSetDataProperty("code", new JsString(CodeOf(problem)));
        return thrown;
    }

    /// <summary>The error that a script gets for a failed operation.</summary>
    /// <param name="engine">Where it is made.</param>
    /// <param name="failure">
    /// What a storage threw. Anything but its own exception is a fault of ours, of which a script learns nothing.
    /// </param>
    public static JsValue Of(Engine engine, Exception failure) => failure is StorageException known
        ? Thrown(engine, known.Problem, known.Message).Error
        : Thrown(engine, StorageProblem.Unavailable, "server.storage failed in the server itself; the log contains more.").Error;

    private static string CodeOf(StorageProblem problem) => problem switch
    {
        StorageProblem.Quota => "quota",
        StorageProblem.Conflict => "conflict",
        StorageProblem.Value => "value",
        _ => "unavailable",
    };
}

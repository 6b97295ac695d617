using ScriptWs.Testing.Failures;

namespace ScriptWs.Testing.JavaScript;

/// <summary>A step in JavaScript threw, or its promise was rejected.</summary>
internal sealed class ScriptStepException(string type, string message, string trace) : Exception(message), ErrorText.IScriptError
{
    public string Type { get; } = type;

    public string Trace { get; } = trace;
}

using ScriptWs.Testing.Expressions;

namespace ScriptWs.ReqnrollPlugin.JavaScript;

/// <summary>What a parameter matched, on its way through Reqnroll to the engine.</summary>
internal sealed record ScriptArgument(StepArgument Argument)
{
    public override string ToString() => Argument.Group.Value ?? "";
}

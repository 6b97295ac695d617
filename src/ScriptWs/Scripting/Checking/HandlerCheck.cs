using Acornima.Ast;

namespace ScriptWs.Scripting.Checking;

/// <summary>Tells by its exports whether a script has handlers, and which were meant to be some.</summary>
internal static class HandlerCheck
{
    public static void Check(ScriptModule module, ExportedNames exports, ScriptFindings findings)
    {
        string[] names = [.. exports.Of(module.Entry).Distinct()];
        if (!names.Any(name => Handlers.Names.Contains(name) || name is JobReader.Export or RpcMethods.Export))
            findings.AddProblem(Handlers.DescribeNone(module.DisplayPath));
        findings.HandlesAuthentication = names.Contains("onAuthenticate");
        foreach (var name in names)
        {
            // Only running the script would tell what a value is that it computes.
            if (exports.ValueOf(module.Entry, name) is not { } value) continue;

            var where = ExportPlace.Of(module, name);
            if (Handlers.Calls(name))
            {
                if (IsNoFunction(value)) findings.AddProblem(Handlers.DescribeNoFunction(where, name));
            }
            else if (value is IFunction or IClass)
            {
                if (Handlers.DescribeMistyped(where, name) is { } problem) findings.AddProblem(problem);
                else if (HandlerAdvice.LooksLikeHandler(name)) findings.AddWarning(HandlerAdvice.Describe(module, name));
            }
        }
    }

    private static bool IsNoFunction(Node value) =>
        value is Literal or TemplateLiteral or ObjectExpression or ArrayExpression;
}

using Acornima.Ast;
using ScriptWs.Configuration;
using ScriptWs.Outgoing;

namespace ScriptWs.Scripting.Checking;

/// <summary>Warns of servers that a script names and <c>fetch.allow</c> does not.</summary>
internal static class FetchCheck
{
    private const string Fetch = "fetch";

    private static readonly string[] Constructors = ["WebSocket", "Request"];

    public static void Check(OwnFile file, FetchOptions options, ScriptFindings findings)
    {
        var rules = new OutgoingRules(options);
        foreach (var node in SyntaxWalk.Below(file.Program))
        {
            var argument = node switch
            {
                CallExpression { Callee: Identifier { Name: Fetch }, Arguments: [var first, ..] } when !file.Binds(Fetch) => first,
                NewExpression { Callee: Identifier callee, Arguments: [var first, ..] }
                    when Constructors.Contains(callee.Name) && !file.Binds(callee.Name) => first,
                _ => null,
            };
            if (argument is null || OriginIn(argument) is not { } url || !Uri.TryCreate(url, UriKind.Absolute, out var uri)) continue;

            try
            {
                rules.Require(uri);
            }
            catch (OutgoingException e)
            {
                findings.AddWarning($"{ScriptPlace.Text(argument.Location)}: {e.Message}.");
            }
        }
    }

    /// <summary>The text of a URL, at least as far as its path begins.</summary>
    private static string? OriginIn(Node argument) => argument switch
    {
        StringLiteral text => text.Value,
        TemplateLiteral { Quasis: [var only] } => only.Value.Cooked,
        // Before the path, a value could be part of the host.
        TemplateLiteral { Quasis: [var first, ..] } when HasPath(first.Value.Cooked) => first.Value.Cooked,
        _ => null,
    };

    private static bool HasPath(string? text) =>
        text is not null && text.IndexOf("://", StringComparison.Ordinal) is > 0 and var host && text.IndexOf('/', host + 3) > 0;
}

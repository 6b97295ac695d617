using Acornima.Ast;
using Jint;

namespace ScriptWs.Scripting.Packages;

/// <summary>
/// Puts the value of <c>process.env.NODE_ENV</c> into files of packages, as bundlers do: packages ask for it, and there is no
/// <c>process</c>. Everything else keeps its place.
/// </summary>
internal static class PackageEnvironment
{
    private const string Asked = "process.env.NODE_ENV";

    /// <summary>What Node.js without the variable means: messages of errors are whole.</summary>
    private const string Value = "\"development\"";

    /// <returns>The text, with the value in it.</returns>
    /// <param name="text">A file of a package.</param>
    public static string Fill(string text)
    {
        if (!text.Contains(Asked, StringComparison.Ordinal)) return text;

        var places = PlacesIn(text);
        return places.Count == 0 ? text : string.Create(text.Length, (text, places), static (target, source) =>
        {
            source.text.CopyTo(target);
            foreach (var (start, end) in source.places)
            {
                target[start..end].Fill(' ');
                Value.CopyTo(target[start..]);
            }
        });
    }

    private static List<(int Start, int End)> PlacesIn(string text)
    {
        var places = new List<(int, int)>();
        var waiting = new Stack<Node>();
        if (Parse(text) is { } program) waiting.Push(program);
        while (waiting.TryPop(out var node))
        {
            if (node is MemberExpression && text.AsSpan(node.Start, node.End - node.Start).SequenceEqual(Asked))
                places.Add((node.Start, node.End));
            foreach (var child in node.ChildNodes)
            {
                // A package may also set it: that fails as every use of process does.
                if (node is not AssignmentExpression assignment || child != assignment.Left) waiting.Push(child);
            }
        }

        return places;
    }

    private static Acornima.Ast.Module? Parse(string text)
    {
        try
        {
            return Engine.PrepareModule(text).Program;
        }
        catch (Exception e) when (e is ScriptPreparationException or InsufficientExecutionStackException)
        {
            return null; // It is reported where the file is prepared.
        }
    }
}

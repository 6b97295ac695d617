using Acornima.Ast;

namespace ScriptWs.Scripting;

/// <summary>
/// Writes members and calls in a row: <c>a.b(await c)</c> becomes <c>call("a.b", x = a, x.b, await c)</c>, and what stands behind
/// <c>?.</c> the second half of a condition.
/// </summary>
internal sealed class SuspendedChains(SuspensionRewriter rewriter, SourceTokens tokens, RewrittenSource target, SuspendingNodes suspending)
{
    /// <summary>The calls and members in a row, from the outermost in.</summary>
    public static IEnumerable<Expression> Links(Expression? link)
    {
        for (; link is CallExpression { Callee: not Super } or MemberExpression { Object: not Super }; link = Before(link))
            yield return link;
    }

    public void Write(Expression outermost)
    {
        var links = Links(outermost).Reverse().ToArray();
        target.Add("(");
        WriteFrom(links, 0, null);
        target.Add(")");
    }

    /// <param name="links">All links, from the innermost out.</param>
    /// <param name="first">The first of them to write.</param>
    /// <param name="known">Where the value before it is, and of what it is a member; <c>null</c>: what the row begins with is still
    /// to be written.</param>
    private void WriteFrom(Expression[] links, int first, Known? known)
    {
        var optional = Array.FindIndex(links, known is null ? first : first + 1, IsOptional);
        if (known is null && first < links.Length && IsOptional(links[first])) optional = first;
        if (optional < 0)
        {
            WritePlain(links, first, links.Length, known);
            return;
        }

        var isMethod = links[optional] is CallExpression && optional > first && links[optional - 1] is MemberExpression;
        var (self, value) = (isMethod ? rewriter.NewVariable() : null, rewriter.NewVariable());
        target.Add($"({value}=");
        if (self is not null)
        {
            target.Add($"({self}=");
            WritePlain(links, first, optional - 1, known);
            target.Add(")");
            WriteTail(links[optional - 1], skipsOptional: true);
        }
        else
        {
            WritePlain(links, first, optional, known);
        }

        target.Add(")==null?void 0:");
        WriteFrom(links, optional, new Known(value, self));
    }

    /// <summary>Writes the value of some links, none of which is optional (but the first, whose condition is written).</summary>
    private void WritePlain(Expression[] links, int first, int end, Known? known)
    {
        if (end == first)
        {
            if (known is not null) target.Add(known.Value);
            else WriteBase(links[first]);
            return;
        }

        var last = links[end - 1];
        if (last is not CallExpression call || !(SuspensionRewriter.Concerns(suspending, call) || (end - 1 == first && known?.Self is not null)))
        {
            WritePlain(links, first, end - 1, known);
            WriteTail(last, skipsOptional: true);
            return;
        }

        target.Add($"{SuspensionFunctions.Name}.call({tokens.Shown(call.Callee)},");
        WriteFunctionOf(links, first, end - 1, known, call.Callee);
        target.Add(",");
        rewriter.WriteRange(call, tokens.Opening(call.Callee.End) + 1, call.End);
    }

    /// <summary>What a function is called on, and the function.</summary>
    private void WriteFunctionOf(Expression[] links, int first, int end, Known? known, Expression callee)
    {
        if (end > first && links[end - 1] is MemberExpression)
        {
            var self = rewriter.NewVariable();
            target.Add($"{self}=(");
            WritePlain(links, first, end - 1, known);
            target.Add($"),{self}");
            WriteTail(links[end - 1], skipsOptional: true);
            return;
        }

        target.Add(end == first && known?.Self is { } of ? $"{of}," : callee is MemberExpression { Object: Super } ? "this," : "void 0,");
        WritePlain(links, first, end, known);
    }

    /// <summary>What a row begins with, in the parentheses that it may have.</summary>
    private void WriteBase(Expression innermost) => rewriter.WriteRange(innermost, innermost.Start, tokens.Behind(Before(innermost)));

    /// <summary>What a link adds: <c>.name</c>, <c>[key]</c> or the arguments.</summary>
    private void WriteTail(Expression link, bool skipsOptional)
    {
        var start = tokens.Behind(Before(link));
        var isOptional = IsOptional(link);
        if (isOptional && skipsOptional) start = tokens.Next(start + "?.".Length);
        if (isOptional && link is MemberExpression { Computed: false }) target.Add(".");
        rewriter.WriteRange(link, start, link.End);
    }

    private static Expression Before(Expression link) => link is CallExpression call ? call.Callee : ((MemberExpression)link).Object;

    private static bool IsOptional(Expression link) => link is CallExpression { Optional: true } or MemberExpression { Optional: true };

    /// <param name="Value">The variable that holds a value.</param>
    /// <param name="Self">The one that holds what it is a member of, if it is to be called so.</param>
    private sealed record Known(string Value, string? Self);
}

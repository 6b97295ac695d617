namespace ScriptWs.TypeScript;

/// <summary>
/// Makes JavaScript of TypeScript by taking its types out. Each of their characters becomes a blank, so every line and column stays
/// what it was, in errors too. What would have to be compiled is refused.
/// </summary>
internal static class TypeEraser
{
    /// <returns>The source without types; <c>null</c> when there is a problem.</returns>
    /// <param name="source">A module in TypeScript.</param>
    /// <param name="problem">What is wrong with it.</param>
    public static string? Erase(string source, out TypeScriptProblem? problem)
    {
        var erasure = new Erasure(source);
        var reader = new TokenReader(source, erasure);
        reader.Begin();
        StatementsOf(reader).List();
        if (!reader.HasFailed && !reader.Is(TokenKind.End)) reader.FailHere();
        problem = reader.Problem is { } found ? At(source, found.At, found.Text) : null;
        return problem is null ? erasure.Apply() : null;
    }

    private static StatementReader StatementsOf(TokenReader reader)
    {
        var nesting = new Nesting();
        var types = new TypeReader(reader);
        var functions = new FunctionReader(reader, types, nesting);
        var expressions = new ExpressionReader(reader, types, functions, nesting);
        var classes = new ClassReader(reader, types, functions, expressions);
        var declarations = new DeclarationReader(reader, types, types.Members);
        var variables = new VariableReader(reader, types, functions);
        var modules = new ModuleReader(reader, types.Members);
        var statements = new StatementReader(reader, types, functions, expressions, classes, declarations, variables, modules);
        (nesting.Expression, nesting.Block, nesting.Class) = (expressions.Assignment, statements.Block, classes.Class);
        return statements;
    }

    private static TypeScriptProblem At(string source, int position, string message)
    {
        var (line, lineStart) = (1, 0);
        for (var i = 0; i < position; i++)
        {
            if (!TokenScanner.IsNewLine(source[i]) || (source[i] == '\r' && i + 1 < source.Length && source[i + 1] == '\n')) continue;

            (line, lineStart) = (line + 1, i + 1);
        }

        return new TypeScriptProblem(line, position - lineStart + 1, message);
    }
}

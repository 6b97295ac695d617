namespace ScriptWs.Testing.Expressions;

/// <summary>What a part of a Cucumber expression is.</summary>
internal enum ExpressionNodeKind
{
    /// <summary>Text that stands for itself.</summary>
    Text,

    /// <summary><c>(s)</c>: may be missing.</summary>
    Optional,

    /// <summary><c>a/b</c>: one of its alternatives.</summary>
    Alternation,

    /// <summary>One side of a slash.</summary>
    Alternative,

    /// <summary><c>{int}</c>.</summary>
    Parameter,
}

/// <summary>One part of a Cucumber expression, with its place.</summary>
internal sealed record ExpressionNode(ExpressionNodeKind Kind, int Index, string Text, IReadOnlyList<ExpressionNode> Children);

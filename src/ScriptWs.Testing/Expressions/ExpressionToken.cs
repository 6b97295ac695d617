namespace ScriptWs.Testing.Expressions;

/// <summary>A kind of token of a Cucumber expression.</summary>
internal enum ExpressionTokenKind
{
    /// <summary>Text that stands for itself, escapes resolved.</summary>
    Text,

    /// <summary>White space: it ends an alternative.</summary>
    Space,

    /// <summary><c>{</c></summary>
    BeginParameter,

    /// <summary><c>}</c></summary>
    EndParameter,

    /// <summary><c>(</c></summary>
    BeginOptional,

    /// <summary><c>)</c></summary>
    EndOptional,

    /// <summary><c>/</c></summary>
    Slash,

    /// <summary>After the last token.</summary>
    End,
}

/// <summary>A token and where it begins.</summary>
internal readonly record struct ExpressionToken(ExpressionTokenKind Kind, string Text, int Index);

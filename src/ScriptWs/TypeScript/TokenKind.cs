namespace ScriptWs.TypeScript;

/// <summary>What a token is. Words are all names here: what a word means depends on where it stands.</summary>
internal enum TokenKind : byte
{
    /// <summary>The end of the source, or the first error in it.</summary>
    End,

    Name,
    PrivateName,
    Number,
    Text,
    Regex,

    /// <summary>A template without an expression in it.</summary>
    Template,

    /// <summary>The part of a template before its first expression.</summary>
    TemplateHead,

    /// <summary>The part of a template between two expressions.</summary>
    TemplateMiddle,

    /// <summary>The part of a template behind its last expression.</summary>
    TemplateTail,

    OpenBrace,
    CloseBrace,
    OpenParen,
    CloseParen,
    OpenBracket,
    CloseBracket,
    Dot,
    Ellipsis,
    Semicolon,
    Comma,
    Colon,
    Question,
    QuestionDot,
    EqualSign,
    Arrow,
    At,
    Less,
    ShiftLeft,

    /// <summary>Always a single one, until an expression asks for more.</summary>
    Greater,

    Plus,
    Minus,
    Star,
    Slash,
    SlashEquals,
    Bar,
    Ampersand,
    Exclamation,
    Tilde,
    PlusPlus,
    MinusMinus,

    /// <summary>Another operator between two operands.</summary>
    Operator,

    /// <summary>An assignment that computes, as in <c>+=</c>.</summary>
    Assignment,
}

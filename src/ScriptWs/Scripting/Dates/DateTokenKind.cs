namespace ScriptWs.Scripting;

/// <summary>Kinds of pieces of a date.</summary>
internal enum DateTokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>Digits.</summary>
    Number,

    /// <summary>One of <c>: - + . )</c>.</summary>
    Symbol,

    /// <summary>White space.</summary>
    Space,

    /// <summary>The name of a month.</summary>
    Month,

    /// <summary>AM or PM.</summary>
    HalfDay,

    /// <summary>The name of a time zone.</summary>
    Zone,

    /// <summary>The T between date and time.</summary>
    Separator,

    /// <summary>Another word.</summary>
    Word,

    /// <summary>Other characters, and text in parentheses.</summary>
    Other,
}

namespace ScriptWs.Scripting;

/// <summary>The first byte of each value in the form of <see cref="CloneBytes"/>. The numbers are in files: never change one.</summary>
internal enum CloneTag : byte
{
    Undefined = 0,
    Null = 1,
    False = 2,
    True = 3,

    /// <summary>A whole number, as a zigzag varint.</summary>
    Integer = 4,

    /// <summary>Eight bytes, IEEE 754, little-endian.</summary>
    Number = 5,

    /// <summary>A length, and UTF-8.</summary>
    Text = 6,

    /// <summary>A length in characters, and UTF-16, little-endian: text with a lone surrogate.</summary>
    WideText = 7,

    /// <summary>A length, and two's complement, little-endian.</summary>
    BigNumber = 8,

    /// <summary>A count, and that many texts with values.</summary>
    PlainObject = 9,

    /// <summary>A count, and that many values or <see cref="Hole"/>s.</summary>
    List = 10,
    Hole = 11,

    /// <summary>A count, and that many pairs of values.</summary>
    Map = 12,

    /// <summary>A count, and that many values.</summary>
    Set = 13,

    /// <summary>Eight bytes: milliseconds since 1970.</summary>
    Date = 14,

    /// <summary>A value.</summary>
    Boxed = 15,

    /// <summary>Two texts: source and flags.</summary>
    Expression = 16,

    /// <summary>A length, and bytes.</summary>
    Buffer = 17,

    /// <summary>A text (the kind), an offset, a length, and a buffer.</summary>
    View = 18,

    /// <summary>Two texts (name and message), and a value (the cause, or <see cref="Hole"/>).</summary>
    Failure = 19,

    /// <summary>The number of an object that came before, in the order in which they begin.</summary>
    Reference = 20,
}

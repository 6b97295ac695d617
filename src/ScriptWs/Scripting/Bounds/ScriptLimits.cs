namespace ScriptWs.Scripting;

/// <summary>The largest values that one call of a built-in function may take or make.</summary>
internal static class ScriptLimits
{
    /// <summary>Characters of a string that one call makes.</summary>
    public const int MaxStringLength = 16 << 20;

    /// <summary>Bytes of an ArrayBuffer.</summary>
    public const int MaxBufferSize = 16 << 20;

    /// <summary>Characters that a global replacement looks through: nothing interrupts it.</summary>
    public const int MaxReplacedLength = 2 << 20;

    /// <summary>Elements of an array.</summary>
    public const uint MaxArraySize = 4 << 20;
}

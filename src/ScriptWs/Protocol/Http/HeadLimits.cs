namespace ScriptWs.Protocol;

/// <summary>How much the head of a request may hold.</summary>
internal static class HeadLimits
{
    /// <summary>The most bytes; browsers send one or two KiB, and cookies rarely ten.</summary>
    public const int MaxSize = 16 * 1024;

    /// <summary>The most header fields of one request; browsers send some twenty.</summary>
    public const int MaxFields = 100;

    /// <summary>The longest name of a header field; the longest in use have some 40 letters.</summary>
    public const int MaxNameLength = 256;
}

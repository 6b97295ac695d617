namespace ScriptWs.Tests;

/// <summary>Data that a test needs and nobody cares about.</summary>
internal static class Some
{
    /// <summary>The same bytes every time, none of their runs alike.</summary>
    public static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)((i * 31) ^ (i >> 8)))];
}

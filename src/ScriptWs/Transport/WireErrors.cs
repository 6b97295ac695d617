namespace ScriptWs.Transport;

/// <summary>Which exceptions only mean that a wire is gone.</summary>
internal static class WireErrors
{
    /// <summary>Whether a stream reports the end of its wire, ours or the client's.</summary>
    public static bool IsEnd(Exception e) =>
        e is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException;
}

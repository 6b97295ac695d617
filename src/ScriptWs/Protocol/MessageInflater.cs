namespace ScriptWs.Protocol;

/// <summary>Inflates one client's compressed messages (RFC 7692 §7.2.2); on the thread that reads.</summary>
internal sealed class MessageInflater : IDisposable
{
    /// <summary>Inflates a piece of a message onto the end of <paramref name="output"/>, at most to <paramref name="maxSize"/> bytes.</summary>
    /// <returns>What is wrong with the message; <c>null</c> when nothing is.</returns>
    public CloseStatus? Inflate(ReadOnlySpan<byte> compressed, bool isLast, ref PooledBuffer output, int maxSize) =>
        throw new NotSupportedException();

    public void Dispose()
    {
    }
}

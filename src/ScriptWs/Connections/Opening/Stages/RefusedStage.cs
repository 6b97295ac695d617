namespace ScriptWs.Connections;

/// <summary>
/// The client has its refusal, and time to read it and leave. What it still sends is read and dropped, so that the answer is not
/// overtaken by a reset.
/// </summary>
internal sealed class RefusedStage(ITransport transport, IOpeningStage replaced) : IOpeningStage, IExpiring
{
    private readonly OutboundBuffer _output = new(transport, long.MaxValue);
    private volatile bool _isSettled;

    public OpeningState State => OpeningState.Refused;

    bool IExpiring.IsSettled => _isSettled;

    /// <param name="write">Writes the answer. It returns whether the wire is ours to end.</param>
    /// <returns>The same.</returns>
    public bool Send(Func<OutboundBuffer, bool> write)
    {
        if (!write(_output)) return false;

        _output.Complete();
        _output.Flush();
        return true;
    }

    public bool OnReceived(Span<byte> bytes) => true;

    public void OnWritable() => _output.OnWritable();

    public void Discard()
    {
        _isSettled = true;
        _output.Discard();
        replaced.Discard();
    }

    void IExpiring.OnExpired() => transport.Abort();
}

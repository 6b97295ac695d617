using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>Collects the head of the request.</summary>
internal sealed class RequestHeadStage(Opening opening, ClientAddress client) : IOpeningStage
{
    private readonly RequestHeadReader _reader = new();

    public OpeningState State => OpeningState.ReadingHead;

    public bool OnReceived(Span<byte> bytes)
    {
        var consumed = _reader.Read(bytes);
        return (_reader.Head, _reader.Refusal) switch
        {
            ({ } head, _) => Decide(head, bytes[consumed..]),
            (_, { } refusal) => opening.Refuse(refusal),
            _ => true,
        };
    }

    public void Discard() => _reader.Dispose();

    private bool Decide(RequestHead head, ReadOnlySpan<byte> rest)
    {
        var goOn = RequestDecision.Decide(opening, this, new OpeningRequest(head, client), _reader.Bytes, rest);
        _reader.Dispose();
        return goOn;
    }
}

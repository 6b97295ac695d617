namespace ScriptWs.Connections;

/// <summary>A stage in which what arrives is dropped: before a request that another web server reads, and after the end.</summary>
internal sealed class IdleStage(OpeningState state) : IOpeningStage
{
    public static readonly IdleStage Over = new(OpeningState.Over);

    public OpeningState State => state;

    public bool OnReceived(Span<byte> bytes) => true;
}

using System.Diagnostics;
using System.Net;
using ScriptWs.Diagnostics;
using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>
/// One opening handshake, and the sink of its wire until a connection, or a web server, takes the wire over. It keeps the present
/// stage, its deadline and its place among the admitted. Stages move on from any thread, and only the first move counts.
/// </summary>
internal sealed class Opening(ITransport transport, HandshakeSettings settings, IHandshakeAnswer answer)
    : ITransportSink, IPreambleSink, IExpiring
{
    private readonly Lock _lock = new();
    private readonly long _began = settings.Connections.Clock.GetTimestamp();
    private readonly Activity? _span = Tracing.Handshake();
    private volatile IOpeningStage _stage = IdleStage.Over;

    public ITransport Transport => transport;

    public HandshakeSettings Settings => settings;

    /// <summary>How the client is answered.</summary>
    public IHandshakeAnswer Answer => answer;

    public bool HasAsked => _stage.State != OpeningState.ReadingHead;

    bool IExpiring.IsSettled => _stage.State is OpeningState.Refused or OpeningState.Over;

    bool IPreambleSink.WantsPreamble => _stage is IPreambleSink { WantsPreamble: true };

    private Admission Admission => settings.Connections.Admission;

    /// <summary>Begins, with its deadline.</summary>
    /// <returns><c>false</c> when too many handshakes are in flight, or the server has stopped.</returns>
    public bool TryBegin(IOpeningStage first)
    {
        if (!Admission.TryBegin(transport)) return false;

        _stage = first;
        settings.Deadlines.Add(this);
        return true;
    }

    /// <summary>Whether this is the present stage still.</summary>
    public bool IsIn(IOpeningStage stage) => _stage == stage;

    /// <returns><c>false</c> when the stage was left meanwhile: its time was over, or the wire ended.</returns>
    public bool TryMove(IOpeningStage from, IOpeningStage to)
    {
        lock (_lock)
        {
            if (_stage != from) return false;
            _stage = to;
            return true;
        }
    }

    /// <summary>Takes a place for the client, and moves on when it got one. A wire that ends gives its place back, at any moment.</summary>
    /// <param name="from">The present stage.</param>
    /// <param name="to">The next one, or the same.</param>
    /// <param name="address">The client's; <c>null</c> when the wire carries requests of many.</param>
    /// <param name="carrier">A wire whose place it takes over.</param>
    /// <param name="refusal">Why it got none; <c>null</c> when it did.</param>
    /// <returns><c>false</c> when the stage was left meanwhile.</returns>
    public bool TryAdmit(IOpeningStage from, IOpeningStage to, IPAddress? address, ITransport? carrier, out HttpRefusal? refusal)
    {
        lock (_lock)
        {
            refusal = null;
            if (_stage != from) return false;
            refusal = Admission.TryAdmit(transport, address, carrier);
            if (refusal is null) _stage = to;
            return true;
        }
    }

    /// <summary>The handshake has succeeded: another sink takes the wire over.</summary>
    /// <param name="status">The answer's; <c>null</c> when there is no answer yet.</param>
    public void Finish(int? status)
    {
        Admission.EndHandshake();
        if (status is { } answered) Record(answered);
        else _span?.Dispose();
    }

    /// <summary>Refuses, unless there is an answer already.</summary>
    /// <returns>Always <c>true</c>: what the client still sends is read, and dropped.</returns>
    public bool Refuse(HttpRefusal refusal) => Refuse(refusal.Status, output => answer.TryRefuse(refusal, output));

    /// <summary>Ends the handshake with an answer that is no connection.</summary>
    /// <param name="status">The answer's HTTP status.</param>
    /// <param name="write">Writes the answer. It returns whether the wire is ours to end.</param>
    public bool Refuse(int status, Func<OutboundBuffer, bool> write)
    {
        RefusedStage refused;
        lock (_lock)
        {
            if (_stage.State is OpeningState.Refused or OpeningState.Over) return true;
            _stage = refused = new RefusedStage(transport, replaced: _stage);
        }

        if (refused.Send(write)) settings.Connections.CloseDeadlines.Add(refused);
        Record(status);
        return true;
    }

    public bool OnReceived(Span<byte> bytes) => _stage.OnReceived(bytes);

    int IPreambleSink.OnPreamble(Span<byte> bytes) => _stage is IPreambleSink stage ? stage.OnPreamble(bytes) : 0;

    public void OnWritable() => _stage.OnWritable();

    public void OnDisconnected()
    {
        IOpeningStage left;
        lock (_lock) (left, _stage) = (_stage, IdleStage.Over);
        left.Discard();
        _span?.Dispose();
        if (left.State != OpeningState.Over) Admission.EndHandshake();
        Admission.End(transport);
    }

    void IExpiring.OnExpired()
    {
        var reads = _stage.State != OpeningState.Deciding;
        Refuse(HttpRefusals.HandshakeTimeout);
        if (!reads) transport.ResumeReading();
    }

    private void Record(int status)
    {
        settings.Connections.Instruments.HandshakeAnswered(status, settings.Connections.Clock.GetElapsedTime(_began));
        _span.End("http.response.status_code", status, failed: status >= 500);
    }
}

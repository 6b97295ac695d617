using ScriptWs.Diagnostics;
using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>How an opening handshake ends: with a connection, or with an answer that says why not.</summary>
internal sealed partial class ClientHandshake
{
    private OutboundBuffer? _refusal;

    private bool Accept(UpgradeDecision.Accept accept)
    {
        if (_settings.Connections.Admission.ShuttingDown is { } ending) return Refuse(ending);

        // RFC 6455 §4.2.2: only what the client offered. The script host says so to the script; this is the last gate.
        // Not by what came, but by what scripts see: there may have been a token among them.
        var offered = _upgrade!.Subprotocols;
        if (accept.Subprotocol is { } chosen && !offered.Contains(chosen, StringComparer.Ordinal)) return Refuse(HttpRefusals.ScriptFailed);

        var subprotocol = accept.Subprotocol ?? OpeningHandshake.ChooseSubprotocol(offered, _endpoint!.Subprotocols) ?? _upgrade.FallbackSubprotocol;
        var compression = _settings.Connections.Compression;
        var deflate = compression.Enabled ? PermessageDeflate.Negotiate(_request!.Extensions, compression.ContextTakeover) : null;
        var answer = _prior is null ? HandshakeResponse.ToBytes(_request!.Key, subprotocol, deflate?.ResponseHeader, accept.Headers) : [];
        var fields = _prior is null ? [] : HandshakeResponse.Fields(_request!.Key, subprotocol, deflate?.ResponseHeader, accept.Headers);
        var connection = new Connection(_transport, _mailbox!, _settings.Connections, _upgrade!, subprotocol, deflate)
        {
            ScriptState = accept.State,
        };
        lock (_lock)
        {
            if (_stage != Stage.Deciding) return false;
            _stage = Stage.Over;
        }

        _reader.Dispose();
        _settings.Connections.Admission.EndHandshake();
        _transport.Sink = connection;
        Answered(101);
        connection.Open(answer, _prior is null ? null : () => _prior.Wire.Accept(fields));
        return _early.Length == 0 || connection.OnReceived(_early);
    }

    /// <param name="refusal">The answer in place of the 101.</param>
    /// <param name="close">The status of a WebSocket that is opened only to be closed, and seen by no script.</param>
    /// <returns>Always <c>true</c>: what the client still sends is read, and dropped.</returns>
    private bool Refuse(HttpRefusal refusal, CloseStatus? close = null)
    {
        lock (_lock)
        {
            if (_stage is Stage.Refused or Stage.Over) return true;
            _stage = Stage.Refused;
        }

        if (_prior is not null && close is null)
        {
            _prior.Wire.Refuse(refusal);
            Answered(refusal.Status);
            return true;
        }

        _refusal = new OutboundBuffer(_transport, long.MaxValue);
        if (close is { } status) AppendOpenAndClose(_refusal, status);
        else _refusal.AppendRaw(refusal.ToBytes());
        _refusal.Complete();
        _refusal.Flush();
        _settings.Connections.CloseDeadlines.Add(new Farewell(this));
        Answered(close is null ? refusal.Status : 101);
        return true;
    }

    private void Answered(int status)
    {
        _settings.Connections.Instruments.HandshakeAnswered(status, _settings.Connections.Clock.GetElapsedTime(_began));
        _span.End("http.response.status_code", status, failed: status >= 500);
    }

    private void AppendOpenAndClose(OutboundBuffer output, CloseStatus status)
    {
        // A browser that offered subprotocols fails a WebSocket without one, and would not show the status.
        var subprotocol = OpeningHandshake.ChooseSubprotocol(_request!.Subprotocols, _endpoint!.Subprotocols) ?? (_request.Subprotocols.Count > 0 ? _request.Subprotocols[0] : null);
        if (_prior is null) output.AppendRaw(HandshakeResponse.ToBytes(_request.Key, subprotocol));
        else _prior.Wire.Accept(HandshakeResponse.Fields(_request.Key, subprotocol));
        Span<byte> body = stackalloc byte[CloseBody.MaxSize];
        output.AppendClose(body[..CloseBody.Write(body, status)]);
    }

    /// <summary>The time a refused client has to read the answer and leave.</summary>
    private sealed class Farewell(ClientHandshake handshake) : IExpiring
    {
        public bool IsSettled => handshake._stage == Stage.Over;

        public void OnExpired() => handshake._transport.Abort();
    }
}

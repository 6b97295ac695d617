using System.Net;
using ScriptWs.Protocol;
using ScriptWs.Routing;
using ScriptWs.Syntax;

namespace ScriptWs.Connections;

/// <summary>Plain HTTP requests: logins are answered, those who may not are refused, and the rest is handed over.</summary>
internal sealed partial class ClientHandshake
{
    private RequestHead? _plain;
    private byte[] _body = [];
    private int _bodyLength;

    /// <summary>The address that the wire stands for, whatever its requests say about others.</summary>
    private IPAddress _peer = IPAddress.None;

    /// <returns>Whether to read on.</returns>
    private bool DecideHttp(RequestHead head, Span<byte> rest)
    {
        _plain = head;
        var limit = _settings.Gate?.BodyLimitOf(head) ?? 0;
        if (limit == 0)
        {
            _early = [.. _reader.Bytes, .. rest];
        }
        else
        {
            if (head.Header("transfer-encoding") is not null || head.Header("content-length") is not { } text) return Refuse(HttpRefusals.LengthRequired);
            if (DecimalText.Parse(text, limit) is not { } length) return Refuse(HttpRefusals.BodyTooLarge);

            _body = new byte[length];
        }

        return !TryMove(Stage.ReadingHead, Stage.ReadingBody) || TakeBody(rest);
    }

    /// <returns>Whether to read on.</returns>
    private bool TakeBody(Span<byte> bytes)
    {
        var taken = bytes[..Math.Min(bytes.Length, _body.Length - _bodyLength)];
        taken.CopyTo(_body.AsSpan(_bodyLength));
        _bodyLength += taken.Length;
        if (_bodyLength < _body.Length || !TryMove(Stage.ReadingBody, Stage.Deciding)) return true;

        var request = new GateRequest(_plain!, _address ?? IPAddress.None, null, _settings.FindForHttp(RequestPath.Of(_plain!.Path)), null, IsWanted);
        if (_settings.Gate is { } gate) gate.AnswerHttp(request, _body, AnswerHttp);
        else AnswerHttp(null, null);
        return false;
    }

    /// <summary>The gate has decided: any thread. Nothing is read meanwhile.</summary>
    private void AnswerHttp(HttpRefusal? answer, ConnectionUser? user)
    {
        var goOn = answer is null && _settings.PlainHttp is { IsWanted: true } http ? HandOver(http, user) : Refuse(answer ?? HttpRefusals.NotAWebSocket);
        if (goOn) _transport.ResumeReading();
    }

    /// <returns>Whether to read on.</returns>
    private bool HandOver(IPlainHttp http, ConnectionUser? user)
    {
        HttpRefusal? refused;
        lock (_lock)
        {
            if (_stage != Stage.Deciding) return true;
            // What a proxy forwards is not of one address.
            refused = _settings.Connections.Admission.TryAdmit(_transport, _settings.Addresses.IsTrustedProxy(_peer) ? null : _peer);
            if (refused is null) _stage = Stage.Over;
        }

        if (refused is not null) return Refuse(refused);
        _reader.Dispose();
        _settings.Connections.Admission.EndHandshake();
        _span?.Dispose();
        return http.Take(_transport, new HandedOver(_plain!, _early, _peer, user));
    }
}

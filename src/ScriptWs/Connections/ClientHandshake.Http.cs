using System.Globalization;
using System.Net;
using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>Plain HTTP requests where there is a gate: logins, and what is refused only to those who are known.</summary>
internal sealed partial class ClientHandshake
{
    private RequestHead? _plain;
    private byte[] _body = [];
    private int _bodyLength;

    /// <returns>Whether to read on.</returns>
    private bool DecideHttp(RequestHead head, Span<byte> rest)
    {
        _plain = head;
        var limit = _settings.Gate!.BodyLimitOf(head);
        if (limit > 0)
        {
            if (head.Header("transfer-encoding") is not null || head.Header("content-length") is not { } text) return Refuse(HttpRefusals.LengthRequired);
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length)) return Refuse(HttpRefusals.Malformed("The header field content-length is not a number (RFC 9110 §8.6)."));
            if (length > limit) return Refuse(HttpRefusals.BodyTooLarge);

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

        var request = new GateRequest(_plain!, _address ?? IPAddress.None, null, _settings.FindEndpoint(_plain!.Path), null, IsWanted);
        _settings.Gate!.AnswerHttp(request, _body, answer =>
        {
            Refuse(answer);
            _transport.ResumeReading();
        });
        return false;
    }
}

using ScriptWs.Protocol;
using ScriptWs.Syntax;

namespace ScriptWs.Connections;

/// <summary>Plain HTTP is asked for: collects the body, if the gate wants to see it.</summary>
/// <param name="opening">The handshake.</param>
/// <param name="request">The request.</param>
/// <param name="received">Everything that was read, to be forwarded; empty when the body is for the gate.</param>
/// <param name="length">How long the body is; 0 when nothing waits for it.</param>
internal sealed class RequestBodyStage(Opening opening, OpeningRequest request, byte[] received, int length) : IOpeningStage
{
    private readonly byte[] _body = new byte[length];
    private int _taken;

    public OpeningState State => OpeningState.ReadingBody;

    /// <inheritdoc cref="RequestDecision.Decide"/>
    public static bool Begin(
        Opening opening, IOpeningStage from, OpeningRequest request, ReadOnlySpan<byte> headBytes, ReadOnlySpan<byte> rest)
    {
        RequestBodyStage stage;
        var limit = opening.Settings.Gate?.BodyLimitOf(request.Head) ?? 0;
        if (limit == 0)
        {
            stage = new(opening, request, [.. headBytes, .. rest], 0);
        }
        else
        {
            if (request.Head.Header("transfer-encoding") is not null || request.Head.Header("content-length") is not { } text)
                return opening.Refuse(HttpRefusals.LengthRequired);
            if (DecimalText.Parse(text, limit) is not { } length) return opening.Refuse(HttpRefusals.BodyTooLarge);
            stage = new(opening, request, [], (int)length);
        }

        return !opening.TryMove(from, stage) || stage.Take(rest);
    }

    public bool OnReceived(Span<byte> bytes) => Take(bytes);

    /// <returns>Whether to read on.</returns>
    private bool Take(ReadOnlySpan<byte> bytes)
    {
        var ours = bytes[..Math.Min(bytes.Length, _body.Length - _taken)];
        ours.CopyTo(_body.AsSpan(_taken));
        _taken += ours.Length;
        return _taken < _body.Length || new PlainHttpOpening(opening, request, received).Begin(this, _body);
    }
}

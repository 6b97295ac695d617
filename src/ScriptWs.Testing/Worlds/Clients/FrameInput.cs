using ScriptWs.Client;

namespace ScriptWs.Testing;

/// <summary>Reads a server's frames whole, one after the other, and gives them as they are.</summary>
internal sealed class FrameInput(ClientInput input, bool allowsCompression)
{
    /// <summary>The largest message that is taken.</summary>
    public const int MaxMessage = 64 << 20;

    private readonly ServerFrameReader _frames = new(MaxMessage) { AllowsCompression = allowsCompression };
    private readonly MemoryStream _payload = new();

    /// <returns>The next frame; <c>null</c> when the connection ended between frames.</returns>
    /// <exception cref="InvalidDataException">The connection ended inside of a frame.</exception>
    /// <exception cref="ServerFaultException">The frame breaks the protocol.</exception>
    public async Task<ReceivedFrame?> ReadAsync()
    {
        while (!TryRead())
        {
            if (await input.FillAsync().ConfigureAwait(false)) continue;
            return _frames.IsInFrame ? throw new InvalidDataException("the connection ended inside of a frame") : null;
        }

        var payload = _payload.ToArray();
        _payload.SetLength(0);
        return new ReceivedFrame(_frames.Frame, payload);
    }

    private bool TryRead()
    {
        var bytes = input.Buffered;
        try
        {
            while (_frames.TryRead(ref bytes, out var piece))
            {
                _payload.Write(piece);
                if (_frames.IsFrameWhole) return true;
            }

            return false;
        }
        finally
        {
            input.Keep(bytes);
        }
    }
}

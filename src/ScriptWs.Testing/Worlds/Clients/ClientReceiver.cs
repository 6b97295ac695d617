using System.Text;
using ScriptWs.Client;
using ScriptWs.Protocol;

namespace ScriptWs.Testing;

/// <summary>Reads a server's frames until the wire ends, keeps what they bring, and has the client answer. One task.</summary>
internal sealed class ClientReceiver(TestClient client, ClientWire wire, ClientInbox inbox, WireTrace trace)
{
    private const int CodeSize = 2;

    private readonly MessageJoiner _messages = new();

    public async Task RunAsync(FrameInput input)
    {
        try
        {
            while (true)
            {
                await wire.ReadableAsync().ConfigureAwait(false);
                if (await input.ReadAsync().ConfigureAwait(false) is not { } frame) break;
                if (!wire.IsUnplugged) await OnFrameAsync(frame).ConfigureAwait(false);
                wire.CountReceived(frame.Size);
            }

            trace.Note("the server ended the TCP connection");
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            trace.Note(wire.HasHungUp ? "the TCP connection has ended" : "the server reset the TCP connection");
        }
        catch (Exception e)
        {
            // What the server sends may be wrong: that is for the scenario to see, not for this loop to die of.
            trace.Note($"the server broke the protocol: {e.Message}");
        }

        inbox.End();
        _messages.Dispose();
        wire.Release();
    }

    private async Task OnFrameAsync(ReceivedFrame frame)
    {
        var (header, payload) = frame;
        trace.Received(WireTrace.Show((byte)header.Opcode, header.IsFinal, payload) + (header.IsCompressed ? " (compressed)" : ""));
        switch (header.Opcode)
        {
            case Opcode.Close:
                var mustAnswer = client.MustAnswerClose;
                inbox.AddClose(StatusOf(payload));
                var code = payload.AsMemory(0, Math.Min(CodeSize, payload.Length));
                if (mustAnswer) await client.SendFrameAsync((int)Opcode.Close, code).ConfigureAwait(false);
                break;
            case Opcode.Ping:
                inbox.AddPing(payload);
                await client.AnswerPingAsync(payload).ConfigureAwait(false);
                break;
            case Opcode.Pong:
                inbox.AddPong(payload);
                break;
            default:
                if (_messages.Add(frame) is { } message) inbox.Add(message);
                break;
        }
    }

    private static ClosedWith StatusOf(byte[] body) =>
        ServerMessage.CodeOf(body) is { } code
            ? new ClosedWith(code, Encoding.UTF8.GetString(ServerMessage.ReasonOf(body)))
            : ClosedWith.NoStatus;
}

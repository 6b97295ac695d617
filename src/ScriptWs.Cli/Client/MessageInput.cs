using ScriptWs.Client;

namespace ScriptWs.Cli.Client;

/// <summary>Reads a server's messages from its stream; control frames come out between them.</summary>
internal sealed class MessageInput(ClientInput input) : IDisposable
{
    /// <summary>The largest message that is taken; a client of a terminal needs no more.</summary>
    public const int MaxMessage = 64 << 20;

    private const int TooBig = 1009;

    private readonly ServerMessageReader _messages = new(MaxMessage);

    /// <returns>The next message or control frame; <c>null</c> when the connection ended.</returns>
    /// <exception cref="ClientException">The server broke the protocol.</exception>
    public async ValueTask<Received?> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            Received? received;
            while ((received = Next()) is null)
            {
                if (!await input.FillAsync(cancellationToken)) return null;
            }

            return received;
        }
        catch (ServerFaultException e)
        {
            var what = e.Fault.Code == TooBig ? $"the server {e.Fault.Deed}" : BrokenProtocol(e.Fault);
            throw new ClientException($"{what}.", e) { Code = (ushort)e.Fault.Code };
        }
    }

    /// <summary>For people, without a full stop.</summary>
    public static string BrokenProtocol(ServerFault fault) => $"the server broke the protocol: it {fault.Deed}";

    public void Dispose() => _messages.Dispose();

    private Received? Next()
    {
        var bytes = input.Buffered;
        var isWhole = _messages.TryRead(ref bytes, out var message);
        input.Keep(bytes);
        return isWhole ? new Received(message.Opcode, message.Payload.ToArray()) : null;
    }
}

using System.Text.Json;
using ScriptWs.Cli.Client;
using ScriptWs.Client;
using ScriptWs.Protocol;

namespace ScriptWs.Cli.Top;

/// <summary>What the server's admin page tells each second.</summary>
internal sealed class TopFeed(WebSocketClient client)
{
    private const ushort NormalClosure = 1000;

    /// <summary>Waits for the next state that has rates.</summary>
    /// <returns><c>null</c> when the server has closed.</returns>
    /// <exception cref="CommandException">It is no admin page, or the connection broke.</exception>
    public async Task<ServerState?> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await client.ReceiveAsync(cancellationToken) is { } received)
            {
                if (received.Opcode == Opcode.Close) return null;
                if (received.Opcode == Opcode.Ping) await client.SendAsync(Opcode.Pong, received.Payload, cancellationToken);
                if (received.Opcode == Opcode.Text && StateOf(received.Text) is { HasRates: true } state) return state;
            }
        }
        catch (Exception e) when (e is ClientException or IOException)
        {
            throw new CommandException(e.Message, ExitCode.Failed, e);
        }

        throw new CommandException("the connection broke: it ended without a Close frame.", ExitCode.Failed);
    }

    public async Task CloseAsync()
    {
        try
        {
            await client.SendAsync(Opcode.Close, ClientFrames.CloseBody(NormalClosure, []), CancellationToken.None);
        }
        catch (IOException)
        {
            // It is gone, which was wanted.
        }
    }

    private static ServerState? StateOf(string message)
    {
        try
        {
            var answer = JsonElement.Parse(message);
            return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("state", out var state) && state.ValueKind == JsonValueKind.Object ? new ServerState(state) : null;
        }
        catch (JsonException e)
        {
            throw new CommandException("this is not an admin page: it does not speak JSON; see section admin of its server.json for the address.", ExitCode.Failed, e);
        }
    }
}

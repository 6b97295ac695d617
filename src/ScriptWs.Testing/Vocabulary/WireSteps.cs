using System.Text;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>Frames and bytes, right and wrong.</summary>
[Binding]
internal sealed class WireSteps(World world)
{
    private static readonly string[] Opcodes = ["continuation", "text", "binary", "3", "4", "5", "6", "7", "close", "ping", "pong", "11", "12", "13", "14", "15"];

    [When("{client} sends the frames:")]
    public static async Task WhenSendsFrames(TestClient client, DataTable frames)
    {
        foreach (var frame in frames.Rows)
        {
            var opcode = Array.IndexOf(Opcodes, frame["opcode"]);
            if (opcode < 0) throw new StepFailedException($"\"{frame["opcode"]}\" is not an opcode; write one of {string.Join(", ", Opcodes)}.");
            await client.SendFrameAsync(
                opcode, PayloadOf(frame.GetValueOrDefault("payload", "")), frame.GetValueOrDefault("fin", "1") == "1",
                Convert.ToInt32(frame.GetValueOrDefault("rsv", "000"), 2), frame.GetValueOrDefault("masked", "1") == "1").ConfigureAwait(false);
        }
    }

    [When("{client} sends the raw bytes {string}")]
    public static async Task WhenSendsRaw(TestClient client, string hex) => await client.SendRawAsync(Hex.Parse(hex)).ConfigureAwait(false);

    [When("{name} sends the request:")]
    public async Task WhenSendsRequest(string name, string request)
    {
        var lines = request.ReplaceLineEndings("\n").Split('\n');
        var bytes = Encoding.Latin1.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n");
        await world.ConnectAsync(name, new ConnectOptions { RawRequest = bytes }).ConfigureAwait(false);
    }

    [When("{client} sends a Ping {string}")]
    public static async Task WhenSendsPing(TestClient client, string payload) => await client.SendFrameAsync(9, Encoding.UTF8.GetBytes(payload)).ConfigureAwait(false);

    [When("{client} sends a Pong {string}")]
    public static async Task WhenSendsPong(TestClient client, string payload) => await client.SendFrameAsync(10, Encoding.UTF8.GetBytes(payload)).ConfigureAwait(false);

    [Given("{client} does not answer Pings")]
    public static void GivenDoesNotAnswerPings(TestClient client) => client.AnswersPings = false;

    [Given("{client} answers a Ping after {duration}")]
    public static void GivenAnswersAfter(TestClient client, TimeSpan delay) => client.AnswerDelay = delay;

    [Given("{client} does not answer Close frames")]
    public static void GivenDoesNotAnswerClose(TestClient client) => client.AnswersClose = false;

    [Then("{client} receives a Ping")]
    public static async Task ThenReceivesPing(TestClient client) => await client.ReceivePingAsync().ConfigureAwait(false);

    [Then("{client} receives no Ping")]
    public async Task ThenReceivesNoPing(TestClient client)
    {
        await world.SettleAsync().ConfigureAwait(false);
        if (client.TryReceivePing() is { } payload) throw new StepFailedException($"{client.Name} received a Ping.", "none", $"one with {Hex.Of(payload)}");
    }

    [Then("{client} receives a Pong {string}")]
    public static async Task ThenReceivesPong(TestClient client, string payload)
    {
        var received = Encoding.UTF8.GetString(await client.ReceivePongAsync().ConfigureAwait(false));
        if (received != payload) throw new StepFailedException($"{client.Name} received another Pong.", $"\"{payload}\"", $"\"{received}\"");
    }

    [Then("{client} receives a Close frame with {int} {string}")]
    public static async Task ThenReceivesClose(TestClient client, int code, string reason)
    {
        var close = await client.CloseFrameAsync().ConfigureAwait(false);
        if (close != new ClosedWith(code, reason)) throw new StepFailedException($"{client.Name} received another Close frame.", $"{new ClosedWith(code, reason)}", $"{close}");
    }

    /// <summary>A text in quotes, or bytes in hexadecimal.</summary>
    private static byte[] PayloadOf(string text) => text is ['"', .. var inner, '"'] ? Encoding.UTF8.GetBytes(inner) : Hex.Parse(text);
}

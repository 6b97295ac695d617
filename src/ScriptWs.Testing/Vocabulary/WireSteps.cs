using System.Text;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>Frames and bytes, right and wrong.</summary>
[Binding, StepGroup(Groups.Client)]
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
    public async Task WhenSendsRequest(ClientName name, string request)
    {
        var lines = request.ReplaceLineEndings("\n").Split('\n');
        var bytes = Encoding.Latin1.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n");
        await world.ConnectAsync(name, new ConnectOptions { RawRequest = bytes }).ConfigureAwait(false);
    }

    [When("{client} sends {control}")]
    public static async Task WhenSendsControl(TestClient client, ControlFrames control)
    {
        if (control.IsThere) await client.SendFrameAsync(control.Kind == "Ping" ? 9 : 10, Encoding.UTF8.GetBytes(control.Payload ?? "")).ConfigureAwait(false);
    }

    [Then("{client} receives {control}")]
    public async Task ThenReceivesControl(TestClient client, ControlFrames control)
    {
        if (!control.IsThere)
        {
            await world.SettleAsync().ConfigureAwait(false);
            if (client.Inbox.TryTake(control.Kind) is { } unwanted) throw new StepFailedException($"{client.Name} received a {control.Kind}.", "none", $"one with {Hex.Of(unwanted)}");
            return;
        }

        var received = Encoding.UTF8.GetString(control.Kind == "Ping" ? await client.ReceivePingAsync().ConfigureAwait(false) : await client.ReceivePongAsync().ConfigureAwait(false));
        if (control.Payload is { } payload && received != payload) throw new StepFailedException($"{client.Name} received another {control.Kind}.", $"\"{payload}\"", $"\"{received}\"");
    }

    [Given("{client} does not answer {frames}")]
    public static void GivenDoesNotAnswer(TestClient client, Answered frames)
    {
        if (frames == Answered.Pings) client.AnswersPings = false;
        else client.AnswersClose = false;
    }

    [Given("{client} answers a Ping after {duration}")]
    public static void GivenAnswersAfter(TestClient client, TimeSpan delay) => client.AnswerDelay = delay;

    /// <summary>A text in quotes, or bytes in hexadecimal.</summary>
    private static byte[] PayloadOf(string text) => text is ['"', .. var inner, '"'] ? Encoding.UTF8.GetBytes(inner) : Hex.Parse(text);
}

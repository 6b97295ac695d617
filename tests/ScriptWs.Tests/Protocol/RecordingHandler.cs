using System.Text;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Protocol;

/// <summary>Writes down what a <see cref="MessageReader"/> tells, one line an event: <c>text "hi"</c>, <c>close 1000 "bye"</c>.</summary>
internal sealed class RecordingHandler : IMessageHandler
{
    public List<string> Events { get; } = [];

    public List<byte[]> Payloads { get; } = [];

    /// <summary>Whether to answer <c>false</c> after each event.</summary>
    public bool StopsAfterEach { get; set; }

    public CloseStatus? Failure { get; private set; }

    public bool OnText(ReadOnlySpan<byte> utf8) => Add($"text \"{Encoding.UTF8.GetString(utf8)}\"", utf8);

    public bool OnBinary(ReadOnlySpan<byte> bytes) => Add($"binary {Convert.ToHexString(bytes)}", bytes);

    public bool OnPing(ReadOnlySpan<byte> payload) => Add($"ping {Convert.ToHexString(payload)}", payload);

    public bool OnPong(ReadOnlySpan<byte> payload) => Add($"pong {Convert.ToHexString(payload)}", payload);

    public void OnClose(CloseStatus status) => Add($"close {status.Code} \"{status.Reason}\"", []);

    public void OnFailure(CloseStatus status)
    {
        Failure = status;
        Add($"failure {status.Code} \"{status.Reason}\"", []);
    }

    private bool Add(string line, ReadOnlySpan<byte> payload)
    {
        Events.Add(line);
        Payloads.Add(payload.ToArray());
        return !StopsAfterEach;
    }
}

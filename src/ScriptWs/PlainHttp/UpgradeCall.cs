using ScriptWs.Connections;
using ScriptWs.Protocol;

namespace ScriptWs.PlainHttp;

/// <summary>An opening handshake that a web server waits for: the answer comes once, from any thread.</summary>
internal sealed class UpgradeCall : IUpgradeWire
{
    private readonly TaskCompletionSource<(HttpRefusal?, IReadOnlyList<KeyValuePair<string, string>>)> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The refusal, or the header fields of the 101.</summary>
    public Task<(HttpRefusal? Refusal, IReadOnlyList<KeyValuePair<string, string>> Headers)> Answered => _answered.Task;

    public void Accept(IReadOnlyList<KeyValuePair<string, string>> headers) => _answered.TrySetResult((null, headers));

    public void Refuse(HttpRefusal refusal) => _answered.TrySetResult((refusal, []));
}

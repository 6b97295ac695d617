namespace ScriptWs.Configuration;

/// <summary>The section <c>script</c>: what handler scripts may use.</summary>
public sealed record ScriptOptions
{
    /// <summary>Time of one turn; default 1 s. Over it the turn is cut off.</summary>
    public TimeSpan TurnTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Bytes that one turn may allocate, and that one engine may keep; default 64 MiB.</summary>
    public long Memory { get; init; } = 64 << 20;

    /// <summary>Calls within calls; default 256.</summary>
    public int Recursion { get; init; } = 256;

    /// <summary>Time of one regular expression; default 100 ms.</summary>
    public TimeSpan RegexTimeout { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>What happens to the connection whose event failed; default: it is closed with 1011.</summary>
    public ScriptFailurePolicy OnFailure { get; init; } = ScriptFailurePolicy.Close;

    /// <summary>Events that may wait for one worker; default 4096. At the limit the senders are not read until it falls.</summary>
    public int Mailbox { get; init; } = 4096;

    /// <summary>Workers of an endpoint with <c>"dispatch": "parallel"</c>; default 0 = one for each processor.</summary>
    public int Workers { get; init; }
}

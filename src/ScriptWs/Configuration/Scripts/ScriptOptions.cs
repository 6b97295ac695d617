namespace ScriptWs.Configuration;

/// <summary>The section <c>script</c>: what handler scripts may use.</summary>
public sealed record ScriptOptions
{
    /// <summary>Time of one turn; default 1 s. Over it the turn is cut off.</summary>
    [Setting("Time of one turn. Over it the turn is cut off.", Minimum = 1)]
    public TimeSpan TurnTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Processor time to load a script with everything it imports; default 10 s. Exceeded: the version is refused. Time that a
    /// top-level <c>await</c> waits for timers counts too; <c>selfTest</c> gets the same again.
    /// </summary>
    [Setting("Processor time to load a script with its imports, and again for selfTest. Exceeded: the version is refused.", Minimum = 1)]
    public TimeSpan LoadTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes that one turn may allocate, and that one engine may keep; default 64 MiB.</summary>
    [Setting("Bytes that one turn may allocate, and that one engine may keep.", Minimum = 1 << 20)]
    public long Memory { get; init; } = 64 << 20;

    /// <summary>
    /// Calls of a function within itself, after which the turn is cut off; default 0 = as many as the thread's stack holds,
    /// then a <c>RangeError</c> that the script can catch. Counting them costs each turn a third of its time.
    /// </summary>
    [Setting("Calls of a function within itself, after which the turn is cut off. 0: as many as the stack holds, then a RangeError.", Maximum = 10_000)]
    public int Recursion { get; init; }

    /// <summary>Time of one regular expression; default 100 ms.</summary>
    [Setting("Time of one regular expression.", Minimum = 1)]
    public TimeSpan RegexTimeout { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>What happens to the connection whose event failed; default: it is closed with 1011.</summary>
    [Setting("What happens to the connection whose event failed.")]
    public ScriptFailurePolicy OnFailure { get; init; } = ScriptFailurePolicy.Close;

    /// <summary>Events that may wait for one worker; default 4096. At the limit the senders are not read until it falls.</summary>
    [Setting("Events that may wait for one worker. At the limit the senders are not read until it falls.", Minimum = 1)]
    public int Mailbox { get; init; } = 4096;

    /// <summary>Workers of an endpoint with <c>"dispatch": "parallel"</c>; default 0 = one for each processor.</summary>
    [Setting("Workers of an endpoint with 'dispatch': 'parallel'.", Maximum = 1024)]
    public int Workers { get; init; }

    /// <summary>Whether a script is reloaded when one of its files changes; default <c>true</c>.</summary>
    [Setting("Whether a script is reloaded when one of its files changes.")]
    public bool Watch { get; init; } = true;

    /// <summary>How long files must be quiet before a reload; default 200 ms. Changes that go on and on are taken after ten times that.</summary>
    [Setting("How long files must be quiet before a reload.")]
    public TimeSpan Debounce { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc cref="StuckOptions"/>
    [Setting("What is done about a turn that does not end and cannot be cut off.")]
    public StuckOptions Stuck { get; init; } = new();

    /// <inheritdoc cref="RollbackOptions"/>
    [Setting("When a new version of a script is taken back.")]
    public RollbackOptions Rollback { get; init; } = new();
}

namespace ScriptWs.Configuration;

/// <summary>The section <c>script</c>. Resources available to handler scripts.</summary>
public sealed record ScriptOptions
{
    /// <summary>
    /// Processor time of one turn, in at most ten times as much real time. Exceeded: the turn is aborted. Default: <c>1s</c>.
    /// </summary>
    [Setting("Processor time of one turn, in at most ten times as much real time. Exceeded: the turn is aborted.", Minimum = 1)]
    public TimeSpan TurnTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Processor time to load a script with its imports, and the same again for <c>selfTest</c>. Time that a top-level
    /// <c>await</c> waits for a timer counts too. Exceeded: the version is rejected. Default: <c>10s</c>.
    /// </summary>
    [Setting(
        "Processor time to load a script with its imports, and the same again for `selfTest`. Time "
        + "that a top-level `await` waits for a timer counts too. Exceeded: the version is rejected.",
        Effect = Effect.NextVersion, Minimum = 1)]
    public TimeSpan LoadTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Memory that one turn can allocate, and that one engine can retain. Exceeded: the turn is aborted, or the engine is
    /// replaced and its variables are reset. Default: <c>64MiB</c>.
    /// </summary>
    [Setting(
        "Memory that one turn can allocate, and that one engine can retain. Exceeded: "
        + "the turn is aborted, or the engine is replaced and its variables are reset.",
        Minimum = 1 << 20)]
    public long Memory { get; init; } = 64 << 20;

    /// <summary>
    /// Depth of recursive calls. Exceeded: the turn is aborted. 0 = limited by the stack, with a <c>RangeError</c> that the
    /// script can catch. Counting costs a third of a turn's time. Default: <c>0</c>.
    /// </summary>
    [Setting(
        "Depth of recursive calls. Exceeded: the turn is aborted. 0 = limited by the stack, "
        + "with a `RangeError` that the script can catch. Counting costs a third of a turn's time.",
        Maximum = 10_000)]
    public int Recursion { get; init; }

    /// <summary>
    /// What imports stand for, as in <c>{ "zod": "./scripts/zod.js", "#lib/": "./scripts/lib/" }</c>. Targets that begin with
    /// <c>./</c> are relative to the configuration's folder. Others are names of packages. Default: <c>{}</c>.
    /// </summary>
    [Setting(
        "What imports stand for, as in `{ \"zod\": \"./scripts/zod.js\", \"#lib/\": \"./scripts/lib/\" }`. Targets that begin with "
        + "`./` are relative to the configuration's folder. Others are names of packages.")]
    public IReadOnlyDictionary<string, string> Imports { get; init; } = new Dictionary<string, string>();

    /// <summary>Real time for one regular expression. Exceeded: the turn fails. Default: <c>1s</c>.</summary>
    [Setting("Real time for one regular expression. Exceeded: the turn fails.", Minimum = 1)]
    public TimeSpan RegexTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// What happens to a connection when its handler fails. <c>close</c>: it is closed with 1011. <c>keep</c>: it stays open.
    /// Default: <c>close</c>.
    /// </summary>
    [Setting("What happens to a connection when its handler fails. `close`: it is closed with 1011. `keep`: it stays open.")]
    public ScriptFailurePolicy OnFailure { get; init; } = ScriptFailurePolicy.Close;

    /// <summary>
    /// Events queued per worker. Exceeded: the server stops reading from the senders until the queue shrinks. Default:
    /// <c>4096</c>.
    /// </summary>
    [Setting(
        "Events queued per worker. Exceeded: the server stops reading from the senders until the queue shrinks.",
        Effect = Effect.Restart, Minimum = 1)]
    public int Mailbox { get; init; } = 4096;

    /// <summary>Workers of an endpoint with <c>"dispatch": "parallel"</c>. 0 = one per processor. Default: <c>0</c>.</summary>
    [Setting("Workers of an endpoint with `\"dispatch\": \"parallel\"`. 0 = one per processor.", Effect = Effect.Restart, Maximum = 1024)]
    public int Workers { get; init; }

    /// <summary>Whether a script reloads when one of its files changes. Default: <c>true</c>.</summary>
    [Setting("Whether a script reloads when one of its files changes.", Effect = Effect.Immediately)]
    public bool Watch { get; init; } = true;

    /// <summary>
    /// Quiet time after a file change before a reload. Continuous changes are picked up after ten times as long. Default:
    /// <c>200ms</c>.
    /// </summary>
    [Setting(
        "Quiet time after a file change before a reload. Continuous changes are picked up after ten times as long.",
        Effect = Effect.Immediately)]
    public TimeSpan Debounce { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc cref="StuckOptions"/>
    [Setting("Handling of turns that cannot be aborted. Times count from the start of the turn.", Effect = Effect.Immediately)]
    public StuckOptions Stuck { get; init; } = new();

    /// <inheritdoc cref="RollbackOptions"/>
    [Setting("Automatic rollback of a new script version.", Effect = Effect.NextVersion)]
    public RollbackOptions Rollback { get; init; } = new();
}

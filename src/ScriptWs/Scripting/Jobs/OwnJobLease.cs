namespace ScriptWs.Scripting;

/// <summary>The right of a server that is in no cluster: it runs all its jobs.</summary>
internal sealed class OwnJobLease(DateTimeOffset due) : IJobLease
{
    public long Token { get; } = due.ToUnixTimeMilliseconds();

    public bool IsHeld => true;

    public void End()
    {
        // No other process waits for it.
    }
}

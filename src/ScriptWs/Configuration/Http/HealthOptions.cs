namespace ScriptWs.Configuration;

/// <summary>The section <c>health</c>: what load balancers and supervisors ask by plain HTTP.</summary>
public sealed record HealthOptions
{
    /// <summary>Whether they are answered; default <c>true</c>.</summary>
    [Setting("Whether they are answered.")]
    public bool Enabled { get; init; } = true;

    /// <summary>The path that answers 200 as long as the server runs; default <c>/healthz</c>.</summary>
    [Setting("The path that answers 200 as long as the server runs.")]
    public string Live { get; init; } = "/healthz";

    /// <summary>The path that answers 200 while newcomers are welcome, and 503 while the server stops or has too little memory; default <c>/readyz</c>.</summary>
    [Setting("The path that answers 200 while newcomers are welcome, and 503 while the server stops or has too little memory.")]
    public string Ready { get; init; } = "/readyz";

    /// <summary>Memory of the process above which it is not ready; default 0 = when the machine's is nearly used up.</summary>
    [Setting("Memory of the process above which it is not ready; 0 = when the machine's is nearly used up.")]
    public long Memory { get; init; }
}

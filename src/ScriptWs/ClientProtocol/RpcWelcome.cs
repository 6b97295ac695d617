namespace ScriptWs.ClientProtocol;

/// <summary>What a client learns first.</summary>
/// <param name="IsResumed">Whether the connection continues a lost one.</param>
/// <param name="ResumeToken">What resumes this one; <c>null</c> where nothing is kept.</param>
/// <param name="ExpiresAt">When its credentials expire; <c>null</c> for never.</param>
internal readonly record struct RpcWelcome(bool IsResumed, string? ResumeToken, DateTimeOffset? ExpiresAt);

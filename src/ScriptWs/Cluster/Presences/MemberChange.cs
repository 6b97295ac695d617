using ScriptWs.Topics;

namespace ScriptWs.Cluster;

/// <summary>A member of this node has changed.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Before">How it was there before; <c>null</c> when it was not.</param>
/// <param name="Now">How it is there now; <c>null</c> when it is not.</param>
/// <param name="Audience">Who is told.</param>
internal sealed record MemberChange(string Topic, Member? Before, Member? Now, ChangeAudience Audience = ChangeAudience.All)
{
    /// <summary>The member, there or not.</summary>
    public Member Member => (Now ?? Before)!;
}

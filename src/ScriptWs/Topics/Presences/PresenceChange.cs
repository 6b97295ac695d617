namespace ScriptWs.Topics;

/// <summary>Who came to a topic and who left it, over a short time; immutable.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Joined">Who came, or is there with something else to say.</param>
/// <param name="Left">Who left.</param>
internal sealed record PresenceChange(string Topic, IReadOnlyList<Member> Joined, IReadOnlyList<Member> Left);

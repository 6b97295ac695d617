namespace ScriptWs.Topics;

/// <summary>A connection that is present in a topic; immutable.</summary>
/// <param name="Id">The connection.</param>
/// <param name="User">The name of its user; <c>null</c> for none.</param>
/// <param name="Info">What the script says of it: a structured clone as bytes. Empty for nothing.</param>
internal sealed record Member(Guid Id, string? User, byte[] Info)
{
    public bool IsSame(Member other) => Id == other.Id && User == other.User && Info.AsSpan().SequenceEqual(other.Info);
}

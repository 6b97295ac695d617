namespace ScriptWs.Cluster;

/// <summary>A node asks another one for a list, or answers.</summary>
/// <param name="Kind"><see cref="EntryKind.List"/> or <see cref="EntryKind.Listing"/>.</param>
/// <param name="Ask">The number under which the sender waits for the answer.</param>
/// <param name="Data">The question, or the answer.</param>
internal sealed record ListEntry(EntryKind Kind, long Ask, byte[] Data)
{
    public NodeEntry Write() => new(Kind, new FieldWriter().Long(Ask).Rest(Data).Written);

    /// <returns><c>false</c> when the bytes are none.</returns>
    public static bool TryRead(EntryKind kind, ReadOnlySpan<byte> body, out ListEntry entry)
    {
        entry = null!;
        var fields = new FieldReader(body);
        if (!fields.TryLong(out var ask)) return false;

        entry = new(kind, ask, fields.Rest.ToArray());
        return true;
    }
}

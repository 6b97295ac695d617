namespace ScriptWs.Cluster;

/// <summary>What a script of another node answered.</summary>
/// <param name="Ask">The number of the question.</param>
/// <param name="Data">The answer, in the form of <c>CloneBytes</c>; <c>null</c> when there is none.</param>
internal sealed record AnswerEntry(long Ask, byte[]? Data)
{
    public NodeEntry Write() =>
        new(EntryKind.Answer, new FieldWriter().Long(Ask).Byte(Data is null ? (byte)0 : (byte)1).Rest(Data).Written);

    /// <returns><c>false</c> when the bytes are none.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, out AnswerEntry entry)
    {
        entry = null!;
        var fields = new FieldReader(body);
        if (!fields.TryLong(out var ask) || !fields.TryByte(out var state)) return false;

        entry = new(ask, (state & 1) == 0 ? null : fields.Rest.ToArray());
        return true;
    }
}

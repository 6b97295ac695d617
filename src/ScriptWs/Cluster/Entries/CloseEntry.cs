namespace ScriptWs.Cluster;

/// <summary>A connection is to be closed by the node that has it.</summary>
/// <param name="Connection">Its id.</param>
/// <param name="Code">The status code.</param>
/// <param name="Reason">The reason.</param>
internal sealed record CloseEntry(Guid Connection, int Code, string Reason)
{
    public NodeEntry Write() =>
        new(EntryKind.Close, new FieldWriter().Number((uint)Code).Text(Reason).Rest(Connection.ToByteArray()).Written);

    /// <returns><c>false</c> when the bytes are none.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, out CloseEntry entry)
    {
        entry = null!;
        var fields = new FieldReader(body);
        if (!fields.TryNumber(out var code) || !fields.TryText(out var reason)) return false;
        if (!fields.TryBytes(EnvelopeFormat.IdSize, out var id)) return false;

        entry = new(new Guid(id), (int)Math.Min(code, ushort.MaxValue), reason);
        return true;
    }
}

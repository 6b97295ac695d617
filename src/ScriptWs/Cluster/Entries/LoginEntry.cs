namespace ScriptWs.Cluster;

/// <summary>What came of an attempt to log in at another node.</summary>
/// <param name="Address">The address whose attempt failed; empty for none.</param>
/// <param name="Name">The user's name; empty for none.</param>
/// <param name="IsForgiven">Whether it succeeded.</param>
internal sealed record LoginEntry(string Address, string Name, bool IsForgiven)
{
    public NodeEntry Write() =>
        new(EntryKind.Login, new FieldWriter().Byte(IsForgiven ? (byte)1 : (byte)0).Text(Address).Text(Name).Written);

    /// <returns><c>false</c> when the bytes are none.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, out LoginEntry entry)
    {
        entry = null!;
        var fields = new FieldReader(body);
        if (!fields.TryByte(out var state) || !fields.TryText(out var address) || !fields.TryText(out var name)) return false;

        entry = new(address, name, (state & 1) != 0);
        return true;
    }
}

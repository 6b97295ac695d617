namespace ScriptWs.Cluster;

/// <summary>An event for the scripts of one endpoint on other nodes.</summary>
/// <param name="Ask">The number under which the sender waits for an answer; 0 = it waits for none.</param>
/// <param name="Endpoint">The endpoint's path.</param>
/// <param name="Name">The event.</param>
/// <param name="Data">Its data, in the form of <c>CloneBytes</c>.</param>
internal sealed record EventEntry(long Ask, string Endpoint, string Name, byte[] Data)
{
    public NodeEntry Write() =>
        new(EntryKind.Event, new FieldWriter().Long(Ask).Text(Endpoint).Text(Name).Rest(Data).Written);

    /// <returns><c>false</c> when the bytes are none.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, out EventEntry entry)
    {
        entry = null!;
        var fields = new FieldReader(body);
        if (!fields.TryLong(out var ask) || !fields.TryText(out var endpoint) || !fields.TryText(out var name)) return false;

        entry = new(ask, endpoint, name, fields.Rest.ToArray());
        return true;
    }
}

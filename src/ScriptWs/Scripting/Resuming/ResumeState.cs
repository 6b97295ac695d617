using System.Diagnostics.CodeAnalysis;

namespace ScriptWs.Scripting;

/// <summary>What is kept of a connection: which one it was, its topics, and its data.</summary>
/// <param name="Connection">The connection's id.</param>
/// <param name="Topics">Its subscriptions.</param>
/// <param name="Data">A copy of its <c>data</c>.</param>
internal sealed record ResumeState(Guid Connection, IReadOnlyList<string> Topics, CloneValue Data)
{
    /// <returns><c>null</c> when it is too large.</returns>
    public byte[]? Write(long maxSize) => CloneBytes.Write(
        new CloneValue.PlainObject(
        [
            new("connection", new CloneValue.Text(Connection.ToString())),
            new("topics", new CloneValue.List([.. Topics.Select(topic => new CloneValue.Text(topic))])),
            new("data", Data),
        ]),
        maxSize);

    /// <returns><c>false</c> when it is none.</returns>
    public static bool TryRead(byte[] bytes, [NotNullWhen(true)] out ResumeState? state)
    {
        state = null;
        try
        {
            if (CloneReader.Read(bytes) is not CloneValue.PlainObject { Properties: var properties }) return false;

            var members = properties.ToDictionary(StringComparer.Ordinal);
            if (!members.TryGetValue("connection", out var id) || id is not CloneValue.Text { Value: var text }) return false;
            if (!Guid.TryParse(text, out var connection)) return false;
            if (!members.TryGetValue("topics", out var topics) || topics is not CloneValue.List { Items: var items }) return false;
            if (!members.TryGetValue("data", out var data)) return false;

            state = new(connection, [.. items.OfType<CloneValue.Text>().Select(topic => topic.Value)], data);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}

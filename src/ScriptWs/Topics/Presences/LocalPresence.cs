using Microsoft.Extensions.Logging;
using ScriptWs.Connections;

namespace ScriptWs.Topics;

/// <summary>Who is present on this server, which is no node of a cluster. Any thread.</summary>
internal sealed class LocalPresence : IPresence
{
    private readonly PresenceChanges _changes;
    private readonly LocalMembers _members;

    /// <param name="registry">The connections.</param>
    /// <param name="tell">Told who came and left.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="log">The server's log.</param>
    public LocalPresence(ConnectionRegistry registry, Action<PresenceChange> tell, TimeProvider clock, ILogger log)
    {
        _changes = new PresenceChanges(tell, clock, log);
        _members = new LocalMembers(registry, _changes.Add);
    }

    public PresenceResult Enter(Connection connection, string topic, byte[] info) => _members.Enter(connection, topic, info);

    public bool Leave(Connection connection, string topic) => _members.Leave(connection.Id, topic);

    public void OnClosed(Connection connection) => _members.Leave(connection.Id);

    public ValueTask<IReadOnlyList<Member>> MembersAsync(string topic) => ValueTask.FromResult<IReadOnlyList<Member>>(_members.Of(topic));

    public ValueTask DisposeAsync() => _changes.DisposeAsync();
}

using ScriptWs.Connections;

namespace ScriptWs.Topics;

/// <summary>Who is present in topics: on this server, or on all nodes of a cluster. Any thread.</summary>
internal interface IPresence : IAsyncDisposable
{
    /// <summary>Makes a connection present, or changes what is said of it.</summary>
    PresenceResult Enter(Connection connection, string topic, byte[] info);

    /// <returns><c>false</c> when it was not present.</returns>
    bool Leave(Connection connection, string topic);

    /// <summary>A connection has closed.</summary>
    void OnClosed(Connection connection);

    /// <summary>Who is present.</summary>
    /// <exception cref="TopicException">It cannot be found out.</exception>
    ValueTask<IReadOnlyList<Member>> MembersAsync(string topic);
}

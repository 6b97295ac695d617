using System.Net;

namespace ScriptWs.Testing.Worlds;

/// <summary>Whether everything in a scenario is at rest: what clients sent is handled, and what servers sent is received.</summary>
internal static class Rest
{
    /// <summary>What is still on its way.</summary>
    /// <param name="servers">The scenario's servers.</param>
    /// <param name="connects">How many clients have connected to them.</param>
    /// <param name="clients">The clients.</param>
    /// <returns>A clause that says it; <c>null</c> when all is at rest.</returns>
    public static string? Obstacle(ScenarioServers servers, long connects, IEnumerable<TestClient> clients)
    {
        if (!servers.AreIdle) return "a handler is running";
        if (servers.Accepted < connects) return "a client has not been accepted";

        var connections = servers.All.SelectMany(static server => server.Connections)
            .Where(connection => connection.RemoteEndPoint is IPEndPoint)
            .ToDictionary(connection => ((IPEndPoint)connection.RemoteEndPoint!).Port);
        foreach (var client in clients)
        {
            if (client.Status != 101) continue;
            if (client.HasEnded)
            {
                if (connections.ContainsKey(client.Wire.LocalPort))
                    return $"the server has not seen that {client.Name} has gone";
                continue;
            }

            if (!connections.TryGetValue(client.Wire.LocalPort, out var connection))
            {
                // Its end is on its way, unless the other side does not read.
                if (client.Wire.IsReading) return $"{client.Name} has not seen that the connection ended";
                continue;
            }

            var (received, sent) = (client.Wire.BytesReceived, client.Wire.BytesSent);
            if (client.Wire.IsReading && received != connection.BytesSent)
                return $"{client.Name} has received {received} of {connection.BytesSent} bytes";
            if (sent != connection.BytesReceived)
                return $"{connection.BytesReceived} of {sent} bytes of {client.Name} have been handled";
        }

        return servers.AreIdle ? null : "a handler is running";
    }
}

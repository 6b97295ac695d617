using System.Net.Sockets;
using ScriptWs.Configuration;

namespace ScriptWs.Cli.Handover;

/// <summary>The sockets that systemd has opened for this process.</summary>
internal static class GivenSockets
{
    /// <summary>Takes them over, once; what this process starts does not see them.</summary>
    /// <exception cref="CommandException">One is of a kind that cannot be served.</exception>
    public static SocketSet OfProcess()
    {
        var sockets = new SocketSet();
        foreach (var (descriptor, name) in Systemd.Sockets(Environment.GetEnvironmentVariable, Environment.ProcessId)) sockets.Adopt(new SafeSocketHandle(descriptor, ownsHandle: true), name);
        foreach (var variable in Systemd.Variables.Where(name => name.StartsWith("LISTEN_", StringComparison.Ordinal))) Environment.SetEnvironmentVariable(variable, null);
        return sockets;
    }

    /// <exception cref="CommandException">There is one that the configuration does not name, so clients would wait there for ever.</exception>
    public static void Check(SocketSet sockets, IReadOnlyList<ListenOptions> listen)
    {
        if (sockets.UnusedBy(listen) is { Count: > 0 } unused)
            throw new CommandException($"no client would be accepted at the socket {string.Join(", ", unused)} that was handed over: no address in listen fits; add it, or remove it from the socket unit.");
    }
}

using ScriptWs.Connections;

namespace ScriptWs.Running;

/// <summary>What is counted over all runs of one server. Any thread.</summary>
internal sealed class ServerTotals
{
    private Traffic _pastRuns;
    private long _accepted;

    /// <summary>TCP connections accepted since the server was created.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Called when the opening handshake of a new TCP connection has begun.</summary>
    public void CountAccepted() => Interlocked.Increment(ref _accepted);

    /// <summary>The traffic of all runs.</summary>
    /// <param name="current">The registry of the current run; <c>null</c> while the server is stopped.</param>
    public Traffic TrafficWith(ConnectionRegistry? current) => current is null ? _pastRuns : _pastRuns + current.Traffic;

    /// <summary>A run has ended: its traffic is kept.</summary>
    public void Keep(ConnectionRegistry ended) => _pastRuns += ended.Traffic;
}

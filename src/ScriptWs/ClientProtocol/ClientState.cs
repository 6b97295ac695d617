using System.Text;

namespace ScriptWs.ClientProtocol;

/// <summary>What a connection of the subprotocol keeps beside what every connection does.</summary>
/// <param name="maxRequests">Requests in flight at most.</param>
internal sealed class ClientState(int maxRequests)
{
    /// <summary>Frames that are no JSON-RPC, after which a client is given up.</summary>
    private const int MaxFaults = 16;

    private int _requests;
    private int _faults;

    /// <summary>The topics that the client itself has subscribed to. On the worker's turn.</summary>
    public HashSet<string> Topics { get; } = new(StringComparer.Ordinal);

    /// <summary>Topics of the connection that this one continues: permitted before. On the worker's turn.</summary>
    public HashSet<string> Permitted { get; } = new(StringComparer.Ordinal);

    /// <summary>Requests in flight.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <param name="subprotocol">What was negotiated.</param>
    /// <param name="maxRequests">Requests in flight at most.</param>
    /// <returns><c>null</c> for a connection of another subprotocol, or of none.</returns>
    public static ClientState? For(string? subprotocol, int maxRequests) =>
        subprotocol == ClientSubprotocol.Name ? new ClientState(maxRequests) : null;

    /// <summary>A message for the client's own handler, as JSON.</summary>
    public static ReadOnlySpan<byte> Message(string text) => RpcWriter.Message(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="Message(string)"/>
    public static ReadOnlySpan<byte> Message(ReadOnlySpan<byte> text) => RpcWriter.Message(text);

    /// <summary>What the client learns first, as JSON.</summary>
    /// <param name="isResumed">Whether the connection continues a lost one.</param>
    /// <param name="resumeToken">What resumes this one; <c>null</c> where nothing is kept.</param>
    /// <param name="expiresAt">When its credentials expire; <c>null</c> for never.</param>
    public static ReadOnlySpan<byte> Welcome(bool isResumed, string? resumeToken, DateTimeOffset? expiresAt) =>
        RpcWriter.Welcome(new RpcWelcome(isResumed, resumeToken, expiresAt));

    /// <summary>A request begins.</summary>
    /// <returns><c>false</c> when too many are in flight; it has not begun then.</returns>
    public bool TryBegin()
    {
        if (Interlocked.Increment(ref _requests) <= maxRequests) return true;

        End();
        return false;
    }

    /// <summary>A request that had begun has its answer.</summary>
    public void End() => Interlocked.Decrement(ref _requests);

    /// <summary>The client sent what is no JSON-RPC. On the worker's turn.</summary>
    /// <returns>Whether it has done so too often.</returns>
    public bool CountFault() => ++_faults >= MaxFaults;
}

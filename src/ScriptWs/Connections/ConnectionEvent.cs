using System.Buffers;

namespace ScriptWs.Connections;

/// <summary>What waits in a mailbox: something that happened to a connection, with a copy of its bytes, or any work.</summary>
internal readonly struct ConnectionEvent
{
    private readonly object _target;
    private readonly byte[]? _bytes;
    private readonly int _length;

    private ConnectionEvent(ConnectionEventKind kind, object target, byte[]? bytes = null, int length = 0) =>
        (Kind, _target, _bytes, _length) = (kind, target, bytes, length);

    public ConnectionEventKind Kind { get; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public static ConnectionEvent Of(ConnectionEventKind kind, Connection connection) => new(kind, connection);

    /// <summary>A message; its bytes are copied into a pooled array that <see cref="Run"/> gives back.</summary>
    public static ConnectionEvent Message(ConnectionEventKind kind, Connection connection, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return new(kind, connection);

        var copy = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(copy);
        return new(kind, connection, copy, bytes.Length);
    }

    public static ConnectionEvent Work(Action action) => new(ConnectionEventKind.Work, action);

    /// <summary>Runs the turn on the worker's thread.</summary>
    public void Run()
    {
        if (_target is Action action)
        {
            action();
            return;
        }

        var connection = (Connection)_target;
        try
        {
            connection.RunTurn(Kind, Bytes);
        }
        finally
        {
            if (_bytes is { } bytes) ArrayPool<byte>.Shared.Return(bytes);
            connection.OnTurnEnded();
        }
    }
}

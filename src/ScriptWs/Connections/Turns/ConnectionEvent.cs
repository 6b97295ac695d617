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

    public static ConnectionEvent Of(ConnectionEventKind kind, ITurnTarget target) => new(kind, target);

    /// <summary>A message; its bytes are copied into a pooled array that <see cref="Run"/> gives back.</summary>
    public static ConnectionEvent Message(ConnectionEventKind kind, ITurnTarget target, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return new(kind, target);

        var copy = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(copy);
        return new(kind, target, copy, bytes.Length);
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

        var target = (ITurnTarget)_target;
        try
        {
            target.RunTurn(Kind, Bytes);
        }
        finally
        {
            if (_bytes is { } bytes) ArrayPool<byte>.Shared.Return(bytes);
            target.OnTurnEnded();
        }
    }
}

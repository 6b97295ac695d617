namespace ScriptWs.Cluster;

/// <summary>A channel that this node writes to. Owned by its <see cref="Outbox"/>, except <see cref="NoteLoss"/>.</summary>
internal sealed class OutboundChannel(string name)
{
    private int _hasLost;
    private uint _sequence;
    private int _messages;
    private volatile bool _hasLeftSinceMark;

    public string Name => name;

    public EnvelopeWriter Envelope { get; } = new();

    /// <summary>Whether other nodes could not notice yet that they miss the last envelope. Any thread.</summary>
    public bool NeedsMark => _hasLeftSinceMark || Volatile.Read(ref _hasLost) != 0;

    /// <summary>Messages in the envelope.</summary>
    public int Messages => _messages;

    /// <summary>A message never came into an envelope: the next number is left out, so that other nodes see the gap. Any thread.</summary>
    public void NoteLoss() => Volatile.Write(ref _hasLost, 1);

    public void Add(uint node, in NodeMessage message)
    {
        if (Envelope.IsEmpty) Begin(node);
        Envelope.Add(message);
        _messages++;
    }

    public void Add(uint node, NodeEntry entry)
    {
        Add(node, entry.Kind, entry.Body);
        _messages++;
    }

    public void Add(uint node, EntryKind kind, ReadOnlySpan<byte> body)
    {
        if (Envelope.IsEmpty) Begin(node);
        Envelope.Add(kind, body);
    }

    /// <summary>Makes sure that there is an envelope: its number shows other nodes what they miss.</summary>
    public void Mark(uint node)
    {
        if (Envelope.IsEmpty) Begin(node);
    }

    /// <summary>The envelope has left, or it has not.</summary>
    public void End(bool hasLeft)
    {
        _hasLeftSinceMark = !hasLeft || _messages > 0;
        if (hasLeft) Envelope.Clear();
        else Envelope.Forget();
        _messages = 0;
    }

    private void Begin(uint node)
    {
        if (Interlocked.Exchange(ref _hasLost, 0) != 0) _sequence++;
        Envelope.Begin(node, ++_sequence);
    }
}

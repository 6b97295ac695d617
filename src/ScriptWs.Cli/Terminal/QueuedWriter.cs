using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ScriptWs.Cli.Terminal;

/// <summary>
/// A stream that never waits: a thread of its own writes, so that a reader who has stopped reading holds up no turn and no event loop.
/// What does not fit into the queue is lost and counted. Any thread.
/// </summary>
internal sealed class QueuedWriter(SafeWriter target) : PieceWriter
{
    /// <summary>Characters that may wait. One longer text may, when nothing else does.</summary>
    public const int Capacity = 1 << 20;

    /// <summary>What a queued text costs beyond its characters.</summary>
    private const int Overhead = 64;

    private readonly object _lock = new();
    private readonly Queue<string> _waiting = new();
    private Thread? _thread;
    private int _size;
    private bool _isWriting;

    public override Losses Losses => target.Losses;

    public override Encoding Encoding => target.Encoding;

    [AllowNull]
    public override string NewLine => target.NewLine;

    /// <summary>Does nothing: what waits is written as soon as it can be.</summary>
    public override void Flush()
    {
    }

    /// <summary>Waits until all is written.</summary>
    /// <param name="until">The value of <see cref="Environment.TickCount64"/> at which it waits no longer.</param>
    public void Drain(long until)
    {
        lock (_lock)
        {
            while (_waiting.Count > 0 || _isWriting)
            {
                if (until - Environment.TickCount64 is var left && left <= 0) return;
                Monitor.Wait(_lock, (int)Math.Min(left, int.MaxValue));
            }
        }
    }

    protected override void Take(string text)
    {
        lock (_lock)
        {
            if (_waiting.Count > 0 && _size + text.Length + Overhead > Capacity)
            {
                Losses.Add("the reader does not keep up");
                return;
            }

            _waiting.Enqueue(text);
            _size += text.Length + Overhead;
            if (_thread is null) (_thread = new Thread(WriteAll) { IsBackground = true, Name = "output" }).Start();
            Monitor.PulseAll(_lock);
        }
    }

    private void WriteAll()
    {
        while (true)
        {
            string text;
            lock (_lock)
            {
                _isWriting = false;
                Monitor.PulseAll(_lock);
                while (!_waiting.TryDequeue(out text!)) Monitor.Wait(_lock);
                _size -= text.Length + Overhead;
                _isWriting = true;
            }

            target.Write(text);
        }
    }
}

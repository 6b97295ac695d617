using System.Buffers.Binary;
using System.Globalization;
using System.IO.Pipes;
using System.Net.Sockets;

namespace ScriptWs.Cli.Handover;

/// <summary>The supervised process's side: takes orders, gives signs of life, and holds the sockets that it has inherited.</summary>
internal sealed class ParentLink : IDisposable
{
    /// <summary>The environment variable that makes a process a supervised one. Not one of server.json's, which begin with SCRIPTWS_.</summary>
    public const string Variable = "SUPERVISED_SCRIPTWS";

    public static readonly TimeSpan BeatInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly AnonymousPipeClientStream _orders;
    private readonly AnonymousPipeClientStream _reports;
    private readonly AnonymousPipeClientStream _kept;
    private ITimer? _beats;
    private volatile bool _isUnwell;
    private bool _disposed;

    private ParentLink(Descriptors descriptors)
    {
        _orders = new AnonymousPipeClientStream(PipeDirection.In, descriptors.Orders);
        _reports = new AnonymousPipeClientStream(PipeDirection.Out, descriptors.Reports);
        _kept = new AnonymousPipeClientStream(PipeDirection.In, descriptors.Kept);
        foreach (var socket in descriptors.Sockets) Sockets.Adopt(new SafeSocketHandle(socket, ownsHandle: true), "supervised");
    }

    public SocketSet Sockets { get; } = new();

    /// <returns><c>null</c> in a process without a supervisor.</returns>
    public static ParentLink? OfProcess()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text) return null;
        Environment.SetEnvironmentVariable(Variable, null); // whatever this process starts is not supervised
        return new ParentLink(Descriptors.Parse(text));
    }

    /// <summary>Begins to beat, and to take orders on a thread of its own: turns that block cannot hold it up.</summary>
    /// <param name="obey">Told each order; must not wait.</param>
    /// <param name="orphaned">Told when the supervising process is gone.</param>
    public void Start(Action<Order> obey, Action orphaned)
    {
        _beats = TimeProvider.System.CreateTimer(static link => ((ParentLink)link!).Beat(), this, TimeSpan.Zero, BeatInterval);
        new Thread(() => Listen(obey, orphaned)) { IsBackground = true, Name = "orders" }.Start();
    }

    public void Send(Report report) => Send([(byte)report]);

    /// <summary>Hands over the files of what is live, for a process that starts in the place of this one. Waits until the other process has read them.</summary>
    public void Keep(byte[] files)
    {
        var report = new byte[5 + files.Length];
        report[0] = (byte)Report.Kept;
        BinaryPrimitives.WriteInt32LittleEndian(report.AsSpan(1), files.Length);
        files.CopyTo(report, 5);
        Send(report);
    }

    /// <summary>The files of what was live last, once.</summary>
    /// <returns><c>null</c> when none were, or this process is to serve what is on disk or nothing.</returns>
    public byte[]? TakeKept()
    {
        using var files = new MemoryStream();
        _kept.CopyTo(files);
        _kept.Dispose();
        return files.Length > 0 ? files.ToArray() : null;
    }

    /// <summary>What was live before is not needed.</summary>
    public void DropKept() => _kept.Dispose();

    private void Send(byte[] report)
    {
        lock (_lock)
        {
            if (_disposed) return;
            try
            {
                _reports.Write(report);
            }
            catch (IOException)
            {
                // The supervising process is gone; the other pipe says so too.
            }
        }
    }

    /// <summary>From now on only another process helps.</summary>
    public void BecomeUnwell() => _isUnwell = true;

    public void Dispose()
    {
        _beats?.Dispose();
        lock (_lock)
        {
            _disposed = true;
            _reports.Dispose();
        }

        _kept.Dispose();
        Sockets.Dispose();
    }

    /// <summary>By the timer's thread of the pool: a pool that has none left gives no sign of life.</summary>
    private void Beat() => Send(_isUnwell ? Report.Unwell : Report.Beat);

    private void Listen(Action<Order> obey, Action orphaned)
    {
        while (_orders.ReadByte() is var order and >= 0) obey((Order)order);
        orphaned();
    }

    /// <summary>What the variable holds: numbers of descriptors.</summary>
    internal sealed record Descriptors(string Orders, string Reports, string Kept, IReadOnlyList<int> Sockets)
    {
        public static Descriptors Parse(string text)
        {
            var parts = text.Split(',');
            return new Descriptors(parts[0], parts[1], parts[2], [.. parts.Skip(3).Select(part => int.Parse(part, CultureInfo.InvariantCulture))]);
        }

        public override string ToString() => string.Join(',', [Orders, Reports, Kept, .. Sockets.Select(socket => socket.ToString(CultureInfo.InvariantCulture))]);
    }
}

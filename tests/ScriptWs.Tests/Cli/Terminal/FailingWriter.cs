using System.Text;

namespace ScriptWs.Tests.Cli.Terminal;

/// <summary>A writer that fails or blocks while a test wants it to.</summary>
internal sealed class FailingWriter : TextWriter
{
    private readonly StringBuilder _written = new();
    private readonly ManualResetEventSlim _open = new(true);

    public FailingWriter() => NewLine = "\n";

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>What each write throws; <c>null</c> when it works.</summary>
    public Exception? Failure { get; set; }

    public string Written
    {
        get
        {
            lock (_written) return _written.ToString();
        }
    }

    /// <summary>Set while a write waits.</summary>
    public ManualResetEventSlim IsBlocked { get; } = new();

    public void Block() => _open.Reset();

    public void Unblock() => _open.Set();

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        if (Failure is { } failure) throw failure;
        if (!_open.IsSet) IsBlocked.Set();
        _open.Wait(TestContext.Current.CancellationToken);
        lock (_written) _written.Append(value);
    }
}

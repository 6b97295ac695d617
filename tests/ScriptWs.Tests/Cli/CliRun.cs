using System.Text;
using System.Threading.Channels;
using ScriptWs.Cli;

namespace ScriptWs.Tests.Cli;

/// <summary>The command in this process: whole for one that ends by itself, line by line for one that serves.</summary>
internal sealed class CliRun : IAsyncDisposable
{
    private static readonly TimeSpan Bound = Patience.Limit;

    private readonly LineWriter _output = new();
    private readonly LineWriter _errors = new();
    private readonly StopSignal _stop = new();
    private readonly Task<int> _exitCode;

    private CliRun(TextReader input, string[] args) =>
        _exitCode = Task.Run(() => CliApp.RunAsync(args, new Streams(input, _output, _errors), _stop));

    /// <summary>What it printed, whole.</summary>
    public string Output => _output.ToString();

    public string Errors => _errors.ToString();

    /// <summary>Runs a command to its end.</summary>
    public static Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] args) => RunWithInputAsync("", args);

    public static async Task<(int ExitCode, string Output, string Errors)> RunWithInputAsync(string input, params string[] args)
    {
        await using var run = new CliRun(new StringReader(input), args);
        return (await run.ExitCodeAsync(), run.Output, run.Errors);
    }

    /// <summary>Starts a command that goes on until it is stopped.</summary>
    public static CliRun Start(params string[] args) => new(new StringReader(""), args);

    public Task<string> NextLineAsync() => NextAsync(_output);

    /// <summary>What was written to stderr next that holds a text.</summary>
    public async Task<string> NextErrorAsync(string text)
    {
        while (true)
        {
            var line = await NextAsync(_errors);
            if (line.Contains(text, StringComparison.Ordinal)) return line;
        }
    }

    private async Task<string> NextAsync(LineWriter from)
    {
        var line = from.Lines.ReadAsync(TestContext.Current.CancellationToken).AsTask();
        await Task.WhenAny(line, _exitCode).WaitAsync(Bound);
        return line.IsCompleted ? await line : throw new InvalidOperationException($"It ended: {Errors}");
    }

    /// <summary>As Ctrl+C does.</summary>
    public void Stop() => _stop.Raise();

    public Task<int> ExitCodeAsync() => _exitCode.WaitAsync(Bound, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (!_exitCode.IsCompleted)
        {
            _stop.Raise();
            _stop.Raise();
            await _exitCode.WaitAsync(Bound);
        }

        _stop.Dispose();
        await _output.DisposeAsync();
        await _errors.DisposeAsync();
    }

    private sealed class LineWriter : StringWriter
    {
        private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
        private readonly Lock _lock = new();
        private readonly StringBuilder _line = new();

        public LineWriter() => NewLine = "\n";

        public ChannelReader<string> Lines => _lines.Reader;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(string? value)
        {
            lock (_lock)
            {
                base.Write(value);
                foreach (var c in value ?? "")
                {
                    if (c != '\n')
                    {
                        _line.Append(c);
                        continue;
                    }

                    _lines.Writer.TryWrite(_line.ToString());
                    _line.Clear();
                }
            }
        }

        public override void WriteLine(string? value) => Write(value + "\n");

        public override void WriteLine() => Write("\n");

        public override string ToString()
        {
            lock (_lock) return base.ToString();
        }
    }
}

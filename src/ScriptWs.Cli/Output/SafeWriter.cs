using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ScriptWs.Cli.Output;

/// <summary>
/// A stream that never throws: what cannot be written is lost and counted, and the count is written as soon as writing works again.
/// Any thread.
/// </summary>
internal sealed class SafeWriter(TextWriter target) : TextWriter
{
    private readonly Lock _lock = new();

    public Losses Losses { get; } = new();

    public override Encoding Encoding => target.Encoding;

    [AllowNull]
    public override string NewLine => target.NewLine;

    public override void Write(char value) => Put(value.ToString());

    public override void Write(string? value) => Put(value ?? "");

    public override void Write(char[] buffer, int index, int count) => Put(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Put(buffer.ToString());

    public override void WriteLine() => Put(target.NewLine);

    public override void WriteLine(string? value) => Put($"{value}{target.NewLine}");

    public override void Flush()
    {
        lock (_lock) Try(target.Flush, out _);
    }

    public override Task FlushAsync()
    {
        Flush();
        return Task.CompletedTask;
    }

    private void Put(string text)
    {
        if (text.Length == 0) return;
        lock (_lock)
        {
            var (total, count, reason) = Losses.Unreported;
            if (count > 0)
            {
                if (!Try(() => target.Write($"{Losses.Report(count, reason)}{target.NewLine}"), out var still))
                {
                    Losses.Add(still);
                    return;
                }

                Losses.Reported(total);
            }

            if (!Try(() => target.Write(text), out var problem)) Losses.Add(problem);
        }
    }

    private static bool Try(Action write, out string problem)
    {
        problem = "";
        try
        {
            write();
            return true;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            problem = e.Message.TrimEnd('.');
            return false;
        }
    }
}

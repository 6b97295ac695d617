using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ScriptWs.Cli.Terminal;

/// <summary>
/// A stream that never throws: what cannot be written is lost and counted, and the count is written as soon as writing works again.
/// Any thread.
/// </summary>
internal sealed class SafeWriter(TextWriter target) : PieceWriter
{
    private readonly Lock _lock = new();

    public override Losses Losses { get; } = new();

    public override Encoding Encoding => target.Encoding;

    [AllowNull]
    public override string NewLine => target.NewLine;

    public override void Flush()
    {
        lock (_lock) Try(target.Flush, out _);
    }

    protected override void Take(string text)
    {
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

using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats.Outcomes;

namespace ScriptWs.Testing.Formats;

/// <summary>Collects the messages of a run and writes its report once: when it has finished, or when it ends without.</summary>
internal sealed class ReportOnFinish(Action<Action<TextWriter>> open, Action<TextWriter, RunRecord> write)
{
    private readonly RunRecord _run = new();
    private bool _isDue;

    /// <param name="output">Takes the report, and stays open.</param>
    /// <param name="write">Writes the report.</param>
    public ReportOnFinish(TextWriter output, Action<TextWriter, RunRecord> write)
        : this(use => use(output), write)
    {
    }

    /// <param name="path">The file to write.</param>
    /// <param name="write">Writes the report.</param>
    public ReportOnFinish(string path, Action<TextWriter, RunRecord> write)
        : this(use => ReportFile.Write(path, use), write)
    {
    }

    public void Take(Envelope envelope)
    {
        _run.Take(envelope);
        _isDue = true;
        if (envelope.TestRunFinished is not null)
            End();
    }

    public void End()
    {
        if (!_isDue)
            return;

        _isDue = false;
        open(output =>
        {
            write(output, _run);
            output.Flush();
        });
    }
}

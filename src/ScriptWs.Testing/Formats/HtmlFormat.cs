using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats;
using ScriptWs.Testing.Formats.Html;
using ScriptWs.Testing.Formats.Outcomes;

namespace ScriptWs.Testing;

/// <summary>
/// Writes the features and what became of them as one HTML page that needs nothing else: documentation to publish, and
/// the place to see why a run failed.
/// </summary>
public sealed class HtmlFormat : IMessageSink, IDisposable
{
    private readonly Action<Action<TextWriter>> _open;
    private readonly string _title;
    private readonly RunRecord _run = new();
    private bool _hasMessages;
    private bool _isWritten;

    /// <summary>Writes to <paramref name="output"/>, which stays open.</summary>
    /// <param name="output">Takes the page.</param>
    /// <param name="title">What the page is called.</param>
    public HtmlFormat(TextWriter output, string title = "Features")
    {
        _open = write => write(output);
        _title = title;
    }

    /// <summary>Writes a file, in the place of one that is there; a folder that is missing is made.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="title">What the page is called.</param>
    public HtmlFormat(string path, string title = "Features")
    {
        _open = write => ReportFile.Write(path, write);
        _title = title;
    }

    /// <summary>Keeps the message; writes the page when the run has finished.</summary>
    public void Publish(Envelope envelope)
    {
        _run.Take(envelope);
        _hasMessages = true;
        if (envelope.TestRunFinished is not null)
            Write();
    }

    /// <summary>Writes the page of a run that did not finish, which says so.</summary>
    public void Dispose()
    {
        if (_hasMessages && !_isWritten)
            Write();
    }

    private void Write()
    {
        _isWritten = true;
        _open(output =>
        {
            HtmlReport.Write(output, _run, _title);
            output.Flush();
        });
    }
}

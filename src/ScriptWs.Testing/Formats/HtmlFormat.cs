using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats;
using ScriptWs.Testing.Formats.Html;

namespace ScriptWs.Testing;

/// <summary>
/// Writes the features and what became of them as one HTML page that needs nothing else: documentation to publish, and
/// the place to see why a run failed.
/// </summary>
public sealed class HtmlFormat : IMessageSink, IDisposable
{
    private readonly ReportOnFinish _report;

    /// <summary>Writes to <paramref name="output"/>, which stays open.</summary>
    /// <param name="output">Takes the page.</param>
    /// <param name="title">What the page is called.</param>
    public HtmlFormat(TextWriter output, string title = "Features") =>
        _report = new ReportOnFinish(output, (writer, run) => HtmlReport.Write(writer, run, title));

    /// <summary>Writes a file, in the place of one that is there; a folder that is missing is made.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="title">What the page is called.</param>
    public HtmlFormat(string path, string title = "Features") =>
        _report = new ReportOnFinish(path, (writer, run) => HtmlReport.Write(writer, run, title));

    /// <summary>Keeps the message; writes the page when the run has finished.</summary>
    public void Publish(Envelope envelope) => _report.Take(envelope);

    /// <summary>Writes the page of a run that did not finish, which says so.</summary>
    public void Dispose() => _report.End();
}

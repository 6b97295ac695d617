using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats;
using ScriptWs.Testing.Formats.JUnit;

namespace ScriptWs.Testing;

/// <summary>
/// Writes the outcome of every scenario as JUnit XML, which CI systems show: a suite for each feature, a case for each
/// scenario and each row of Examples.
/// </summary>
public sealed class JUnitFormat : IMessageSink, IDisposable
{
    private readonly ReportOnFinish _report;

    /// <summary>Writes to <paramref name="output"/>, which stays open.</summary>
    public JUnitFormat(TextWriter output) => _report = new ReportOnFinish(output, JUnitReport.Write);

    /// <summary>Writes a file, in the place of one that is there; a folder that is missing is made.</summary>
    public JUnitFormat(string path) => _report = new ReportOnFinish(path, JUnitReport.Write);

    /// <summary>Keeps the message; writes the report when the run has finished.</summary>
    public void Publish(Envelope envelope) => _report.Take(envelope);

    /// <summary>Writes the report of a run that did not finish, in which that is an error.</summary>
    public void Dispose() => _report.End();
}

using Io.Cucumber.Messages.Types;
using Reqnroll.Formatters;
using Reqnroll.Formatters.Configuration;
using Reqnroll.Formatters.RuntimeSupport;
using Reqnroll.Utils;
using ScriptWs.Testing;

namespace ScriptWs.ReqnrollPlugin;

/// <summary>The page that <c>scriptws test --format html:FILE</c> writes, as a formatter: <c>"scriptws": { "outputFilePath": "report.html" }</c>.</summary>
internal sealed class HtmlPageFormatter(IFormattersConfigurationProvider configuration, IFormatterLog log, IFileSystem files)
    : FileWritingFormatterBase(configuration, log, files, FormatterName, ".html", "features.html")
{
    public const string FormatterName = "scriptws";

    private string _title = "Features";
    private StreamWriter? _output;
    private HtmlFormat? _format;

    public override void LaunchInner(IDictionary<string, object> formatterConfiguration, Action<bool> onInitialized)
    {
        if (formatterConfiguration.TryGetValue("title", out var title) && title?.ToString() is { Length: > 0 } text) _title = text;
        base.LaunchInner(formatterConfiguration, onInitialized);
    }

    protected override void OnTargetFileStreamInitialized(Stream targetFileStream)
    {
        _output = new StreamWriter(targetFileStream, leaveOpen: true);
        _format = new HtmlFormat(_output, _title);
    }

    protected override Task WriteToFile(Envelope envelope, CancellationToken cancellationToken)
    {
        _format!.Publish(envelope);
        return Task.CompletedTask;
    }

    protected override void OnTargetFileStreamDisposing()
    {
        _format?.Dispose();
        _output?.Dispose();
    }
}

using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats;

namespace ScriptWs.Testing;

/// <summary>
/// Writes every message as a line of JSON (ndjson), which the tools of the Cucumber family read: reports, IDEs, CI services.
/// </summary>
public sealed class MessagesFormat : IMessageSink, IDisposable
{
    private readonly TextWriter _output;
    private readonly bool _ownsOutput;

    /// <summary>Writes to <paramref name="output"/>, which stays open.</summary>
    public MessagesFormat(TextWriter output) => _output = output;

    /// <summary>Writes a file, in the place of one that is there; a folder that is missing is made.</summary>
    public MessagesFormat(string path)
    {
        _output = ReportFile.Create(path);
        _ownsOutput = true;
    }

    /// <inheritdoc/>
    public void Publish(Envelope envelope)
    {
        _output.Write(EnvelopeJson.Write(envelope));
        _output.Write('\n');
        if (envelope.TestRunFinished is not null)
            _output.Flush();
    }

    /// <summary>Writes what is still buffered, and closes the file.</summary>
    public void Dispose()
    {
        if (_ownsOutput)
            _output.Dispose();
        else
            _output.Flush();
    }
}

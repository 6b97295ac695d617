using ScriptWs.Testing;

namespace ScriptWs.Cli;

/// <summary>The formats of one run: what is printed, and the files that are written.</summary>
internal sealed class TestFormats : IDisposable
{
    private readonly List<IMessageSink> _sinks = [];

    public TestFormats(IReadOnlyList<(string Kind, string? File)> formats, Streams streams)
    {
        // Reports go into files; whoever asks for them wants to see how it goes all the same.
        _sinks.Add(new PrettyFormat(streams.Out, streams.OutHasColors));
        foreach (var (kind, file) in formats)
        {
            if (kind == "html") _sinks.Add(new HtmlFormat(file!));
            if (kind == "messages") _sinks.Add(new MessagesFormat(file!));
            if (kind == "junit") _sinks.Add(new JUnitFormat(file!));
        }
    }

    public IReadOnlyList<IMessageSink> Sinks => _sinks;

    public void Dispose()
    {
        foreach (var sink in _sinks.OfType<IDisposable>()) sink.Dispose();
    }
}

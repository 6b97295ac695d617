using ScriptWs.Testing;

namespace ScriptWs.Cli;

/// <summary>The formats of one run: what is printed, and the files that are written.</summary>
internal sealed class TestFormats : IDisposable
{
    private readonly List<IMessageSink> _sinks = [];

    /// <param name="formats">What was asked for: kinds, and the files of reports.</param>
    /// <param name="title">The title of a page, if one is given.</param>
    /// <param name="streams">Where it prints.</param>
    /// <exception cref="CommandException">There is no page to have the title.</exception>
    public TestFormats(IReadOnlyList<(string Kind, string? File)> formats, string? title, Streams streams)
    {
        if (title is not null && formats.All(format => format.Kind != "html"))
            throw new CommandException("--title is the title of a page, and none is written; add --format html:FILE, or leave it out.", ExitCode.Mendable);

        // Reports go into files; the terminal shows the progress all the same.
        _sinks.Add(new PrettyFormat(streams.Out, streams.OutHasColors));
        foreach (var (kind, file) in formats)
        {
            if (kind == "html") _sinks.Add(title is null ? new HtmlFormat(file!) : new HtmlFormat(file!, title));
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

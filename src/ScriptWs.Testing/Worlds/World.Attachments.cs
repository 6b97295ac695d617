namespace ScriptWs.Testing;

/// <summary>What a scenario puts into the report.</summary>
public sealed partial class World
{
    private readonly Action<AttachedData> _attach;

    /// <summary>Attaches text to the step that runs.</summary>
    public void Attach(string text, string mediaType, string? fileName = null) => _attach(new AttachedData(text, false, mediaType, fileName));

    /// <summary>Attaches bytes to the step that runs.</summary>
    public void Attach(ReadOnlySpan<byte> bytes, string mediaType, string? fileName = null) =>
        _attach(new AttachedData(Convert.ToBase64String(bytes), true, mediaType, fileName));

    /// <summary>Attaches a line of log to the step that runs.</summary>
    public void LogLine(string text) => Attach(text, "text/x.cucumber.log+plain");

    /// <summary>Attaches a link to the step that runs.</summary>
    public void Link(Uri link)
    {
        ArgumentNullException.ThrowIfNull(link);
        Attach(link.OriginalString, "text/uri-list");
    }
}

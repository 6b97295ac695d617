namespace ScriptWs.Cli.Terminal;

/// <summary>A writer that takes each call as one piece of text, which is not torn apart.</summary>
internal abstract class PieceWriter : TextWriter
{
    /// <summary>How much it has lost, and why.</summary>
    public abstract Losses Losses { get; }

    public sealed override void Write(char value) => Put(value.ToString());

    public sealed override void Write(string? value) => Put(value ?? "");

    public sealed override void Write(char[] buffer, int index, int count) => Put(new string(buffer, index, count));

    public sealed override void Write(ReadOnlySpan<char> buffer) => Put(buffer.ToString());

    public sealed override void WriteLine() => Put(NewLine);

    public sealed override void WriteLine(string? value) => Put($"{value}{NewLine}");

    public sealed override Task FlushAsync()
    {
        Flush();
        return Task.CompletedTask;
    }

    public sealed override Task FlushAsync(CancellationToken cancellationToken) => FlushAsync();

    /// <summary>Takes a piece; an empty one is nothing to write.</summary>
    protected abstract void Take(string text);

    private void Put(string text)
    {
        if (text.Length > 0) Take(text);
    }
}

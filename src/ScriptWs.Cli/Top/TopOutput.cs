using ScriptWs.Cli.Terminal;


namespace ScriptWs.Cli.Top;

/// <summary>Shows states: on a terminal in its place, else one below the other.</summary>
internal sealed class TopOutput : IDisposable
{
    /// <summary>What a terminal that cannot be asked is taken for.</summary>
    private const int UsualWidth = 80, UsualHeight = 24;

    private const string OtherScreen = "\e[?1049h\e[?25l", FormerScreen = "\e[?25h\e[?1049l", Home = "\e[H", EndOfLine = "\e[K", EndOfScreen = "\e[J";

    private readonly Streams _streams;
    private readonly TopScreen _screen;
    private readonly bool _once;
    private readonly bool _json;
    private readonly bool _draws;

    public TopOutput(Streams streams, string address, bool once, bool json)
    {
        (_streams, _once, _json) = (streams, once, json);
        _draws = streams.IsInteractive && !once && !json;
        _screen = new TopScreen(address, streams.OutHasColors && !json);
        if (_draws) streams.Out.Write(OtherScreen);
    }

    /// <summary>Whether what is shown can still be read: a closed pipe, as behind head, ends the command.</summary>
    public bool HasReader => _streams.OutLosses is not { Total: > 0, Reason: DescriptorWriter.NoReader };

    public void Show(ServerState state)
    {
        _screen.Add(state);
        if (_json) _streams.Out.WriteLine(state.Json);
        else if (_draws) Draw(state);
        else if (_once) WriteAll(state);
        else _streams.Out.WriteLine(TopScreen.Line(state));
        _streams.Out.Flush();
    }

    public void Dispose()
    {
        if (!_draws) return;
        _streams.Out.Write(FormerScreen);
        _streams.Out.Flush();
    }

    private void Draw(ServerState state)
    {
        var (width, height) = (Console.WindowWidth, Console.WindowHeight);
        var lines = _screen.Lines(state, width > 0 ? width : UsualWidth, height > 1 ? height - 1 : UsualHeight);
        // One write, so that no half of it is ever visible.
        _streams.Out.Write($"{Home}{string.Concat(lines.Select(line => $"{line}{EndOfLine}\n"))}{EndOfScreen}");
    }

    private void WriteAll(ServerState state)
    {
        foreach (var line in _screen.Lines(state, int.MaxValue - 16, int.MaxValue)) _streams.Out.WriteLine(line);
    }
}

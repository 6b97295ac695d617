using System.Threading.Channels;

namespace ScriptWs.Cli.Terminal;

/// <summary>The keys that are pressed, from a thread that does nothing but wait for them.</summary>
internal static class Keyboard
{
    /// <summary>Keys that may wait: a paste. Then the terminal keeps the rest.</summary>
    private const int MaxWaiting = 4096;

    /// <summary>All keys, to the end of the process.</summary>
    public static ChannelReader<ConsoleKeyInfo> Start() => Start(isLast: _ => false);

    /// <summary>The keys of one line; what is typed after it is left for the terminal's next reader.</summary>
    public static ChannelReader<ConsoleKeyInfo> StartLine() => Start(isLast: key => key.Key is ConsoleKey.Enter or ConsoleKey.Escape || key.KeyChar is '\x04');

    private static ChannelReader<ConsoleKeyInfo> Start(Func<ConsoleKeyInfo, bool> isLast)
    {
        var keys = Channel.CreateBounded<ConsoleKeyInfo>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true, SingleWriter = true });
        new Thread(() => ReadAll(keys.Writer, isLast)) { IsBackground = true, Name = "keyboard" }.Start();
        return keys.Reader;
    }

    private static void ReadAll(ChannelWriter<ConsoleKeyInfo> keys, Func<ConsoleKeyInfo, bool> isLast)
    {
        try
        {
            while (true)
            {
                var key = Console.ReadKey(intercept: true);
                while (!keys.TryWrite(key))
                {
                    if (!keys.WaitToWriteAsync().AsTask().GetAwaiter().GetResult()) return;
                }

                if (isLast(key)) return;
            }
        }
        catch (InvalidOperationException)
        {
            keys.TryComplete(); // the terminal is gone
        }
    }
}

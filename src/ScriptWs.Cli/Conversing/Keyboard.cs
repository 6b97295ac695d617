using System.Threading.Channels;

namespace ScriptWs.Cli.Conversing;

/// <summary>The keys that are pressed, from a thread that does nothing but wait for them.</summary>
internal static class Keyboard
{
    /// <summary>Keys that may wait: a paste. Then the terminal keeps the rest.</summary>
    private const int MaxWaiting = 4096;

    public static ChannelReader<ConsoleKeyInfo> Start()
    {
        var keys = Channel.CreateBounded<ConsoleKeyInfo>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true, SingleWriter = true });
        new Thread(() => ReadAll(keys.Writer)) { IsBackground = true, Name = "keyboard" }.Start();
        return keys.Reader;
    }

    private static void ReadAll(ChannelWriter<ConsoleKeyInfo> keys)
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
            }
        }
        catch (InvalidOperationException)
        {
            keys.TryComplete(); // the terminal is gone
        }
    }
}

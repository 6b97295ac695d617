using System.CommandLine;
using System.Globalization;
using ScriptWs.Cli.Benching;

namespace ScriptWs.Cli;

/// <summary>What <c>scriptws bench --self</c> starts: an echo that ends with its input. Not for people, so no help tells of it.</summary>
internal static class BenchPeerCommand
{
    public static Command Create(Streams streams)
    {
        var size = new Option<int>(BenchPeer.SizeOption) { Required = true };
        var command = new Command(BenchPeer.Command) { size };
        command.Hidden = true;
        command.SetAction((result, _) => ServeAsync(result.GetRequiredValue(size), streams));
        return command;
    }

    private static async Task<int> ServeAsync(int size, Streams streams)
    {
        using var stopped = new CancellationTokenSource();
        var serving = new BenchPeer(size).ServeAsync(port => streams.Out.WriteLine(port.ToString(CultureInfo.InvariantCulture)), stopped.Token);
        while (await streams.In.ReadLineAsync(CancellationToken.None) is not null)
        {
            // No one types anything: the parent ends, or closes the pipe.
        }

        await stopped.CancelAsync();
        await serving;
        return ExitCode.Fine;
    }
}

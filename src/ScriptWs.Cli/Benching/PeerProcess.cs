using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using ScriptWs.Cli.Processes;
using ScriptWs.Cli.Supervising;

namespace ScriptWs.Cli.Benching;

/// <summary>The peer that a client measures itself against: a process of its own, so that the client's processor time is the client's alone.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    private readonly Process _process;

    private PeerProcess(Process process) => _process = process;

    public Uri Address { get; private set; } = null!;

    /// <param name="size">Bytes of each message.</param>
    /// <param name="clock">For its bound.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CommandException">It could not be started.</exception>
    public static async Task<PeerProcess> StartAsync(int size, TimeProvider clock, CancellationToken cancellationToken)
    {
        var start = OwnProgram.With([BenchPeer.Command, BenchPeer.SizeOption, size.ToString(CultureInfo.InvariantCulture)]);
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        PeerProcess? peer = null;
        try
        {
            peer = new PeerProcess(Process.Start(start)!);
            var port = await peer._process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Bound, clock, cancellationToken);
            peer.Address = new Uri($"ws://127.0.0.1:{int.Parse(port ?? "", CultureInfo.InvariantCulture)}/");
            return peer;
        }
        catch (Exception e) when (e is Win32Exception or FormatException or TimeoutException)
        {
            if (peer is not null) await peer.DisposeAsync();
            throw new CommandException($"the peer of --self could not be started ({e.Message.TrimEnd('.')}).", ExitCode.Failed, e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Bound);
        }
        catch (TimeoutException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}

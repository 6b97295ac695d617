using Microsoft.Extensions.Logging;
using ScriptWs.Cli.Handover;
using ScriptWs.Cli.Logging;
using ScriptWs.Configuration;

namespace ScriptWs.Cli.Supervising;

/// <summary>
/// A server in a process that another supervises, which gives orders and keeps the files of what is live: when those on disk do not load, it serves those.
/// </summary>
internal sealed class SupervisedServer(RunRequest request, Streams streams, StopSignal stop, RunSignals signals, RunLog log, ParentLink parent)
{
    public async Task<int> RunAsync()
    {
        parent.Start(
            // Off its thread: a handler that blocks must not keep it from the next order.
            order => _ = Task.Run(() => Obey(order)),
            () =>
            {
                Log.SupervisorGone(log.Factory.CreateLogger<SupervisedServer>());
                stop.Ask();
            });
        var (run, problem) = await StartAsync();
        using (run) return await run.ServeAsync(problem);
    }

    private async Task<(ServerRun Run, string? Problem)> StartAsync()
    {
        try
        {
            var run = await StartOnceAsync();
            parent.DropKept();
            return (run, null);
        }
        catch (Exception e) when (IsMendable(e) && parent.TakeKept() is { } kept)
        {
            using (ScriptWsServer.UseKept(kept)) return (await StartOnceAsync(), Sentence(e.Message));
        }
    }

    private async Task<ServerRun> StartOnceAsync()
    {
        var run = new ServerRun(request, streams, stop, signals, log, parent);
        try
        {
            await run.StartAsync();
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    private static bool IsMendable(Exception e) => e is ConfigurationException or ScriptWsException or CommandException { ExitCode: ExitCode.Mendable };

    private static string Sentence(string problem) => problem.ReplaceLineEndings(" ").TrimEnd('.') + ".";

    private void Obey(Order order)
    {
        switch (order)
        {
            case Order.Stop:
                stop.Ask();
                break;
            case Order.Hurry:
                stop.Ask();
                stop.Hurry();
                break;
            case Order.Leave:
                signals.Leave.Ask();
                break;
            case Order.Reload:
                signals.Reload.Ask();
                break;
        }
    }
}

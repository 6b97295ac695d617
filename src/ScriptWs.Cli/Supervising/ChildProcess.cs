using System.Diagnostics;
using System.IO.Pipes;

namespace ScriptWs.Cli.Supervising;

/// <summary>A process of this program that serves, with a pipe each way. It writes to the same console.</summary>
internal sealed class ChildProcess : IChild
{
    private readonly Process _process;
    private readonly AnonymousPipeServerStream _orders;
    private readonly AnonymousPipeServerStream _reports;
    private readonly Action<IChild, Report> _reported;
    private readonly Action<IChild, int> _exited;

    private ChildProcess(Process process, AnonymousPipeServerStream orders, AnonymousPipeServerStream reports, Action<IChild, Report> reported, Action<IChild, int> exited)
    {
        (_process, _orders, _reports, _reported, _exited) = (process, orders, reports, reported, exited);
        Id = process.Id;
    }

    public int Id { get; }

    /// <param name="arguments">Of the command.</param>
    /// <param name="sockets">Descriptors that it shall inherit.</param>
    /// <param name="reported">Told what it reports.</param>
    /// <param name="exited">Told its exit code.</param>
    public static ChildProcess Start(IReadOnlyList<string> arguments, IReadOnlyList<int> sockets, Action<IChild, Report> reported, Action<IChild, int> exited)
    {
        var orders = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
        var reports = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        // Inherited is only what is a duplicate at this moment, so nothing leaks into processes that others start.
        var inherited = sockets.Select(Posix.Duplicate).ToList();
        try
        {
            if (inherited.Contains(-1)) throw new IOException("There is no file descriptor left.");
            var start = OwnProgram.With(arguments);
            start.Environment[ParentLink.Variable] = new ParentLink.Descriptors(orders.GetClientHandleAsString(), reports.GetClientHandleAsString(), inherited).ToString();
            foreach (var name in Systemd.Variables) start.Environment.Remove(name);
            var process = new Process { StartInfo = start, EnableRaisingEvents = true };
            var child = default(ChildProcess);
            var known = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            process.Exited += (_, _) => _ = known.Task.ContinueWith(_ => child!.OnExited(), TaskScheduler.Default);
            process.Start();
            child = new ChildProcess(process, orders, reports, reported, exited);
            known.SetResult();
            _ = child.ReadReportsAsync();
            return child;
        }
        catch
        {
            orders.Dispose();
            reports.Dispose();
            throw;
        }
        finally
        {
            orders.DisposeLocalCopyOfClientHandle();
            reports.DisposeLocalCopyOfClientHandle();
            foreach (var descriptor in inherited.Where(descriptor => descriptor >= 0)) Posix.Close(descriptor);
        }
    }

    public void Tell(Order order)
    {
        try
        {
            _orders.WriteByte((byte)order); // a pipe holds thousands of them
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It has ended, or is about to.
        }
    }

    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended.
        }
    }

    private async Task ReadReportsAsync()
    {
        var buffer = new byte[64];
        try
        {
            while (await _reports.ReadAsync(buffer).ConfigureAwait(false) is var count and > 0)
            {
                foreach (var report in buffer.AsMemory(0, count).ToArray()) _reported(this, (Report)report);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It has ended; its exit says so.
        }
    }

    private void OnExited()
    {
        _exited(this, _process.ExitCode);
        _orders.Dispose();
        _reports.Dispose();
        _process.Dispose();
    }
}

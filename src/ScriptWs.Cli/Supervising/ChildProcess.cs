using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Pipes;
using ScriptWs.Cli.Handover;
using ScriptWs.Cli.Processes;

namespace ScriptWs.Cli.Supervising;

/// <summary>A process of this program that serves, with a pipe each way. It writes to the same console.</summary>
internal sealed class ChildProcess : IChild
{
    private readonly Process _process;
    private readonly AnonymousPipeServerStream _orders;
    private readonly AnonymousPipeServerStream _reports;
    private readonly Action<byte[]> _keep;
    private readonly Action<IChild, Report> _reported;
    private readonly Action<IChild, int> _exited;

    private ChildProcess(
        Process process, AnonymousPipeServerStream orders, AnonymousPipeServerStream reports, Action<byte[]> keep, Action<IChild, Report> reported, Action<IChild, int> exited)
    {
        (_process, _orders, _reports, _keep, _reported, _exited) = (process, orders, reports, keep, reported, exited);
        Id = process.Id;
    }

    public int Id { get; }

    /// <param name="arguments">Of the command.</param>
    /// <param name="sockets">Descriptors that it shall inherit.</param>
    /// <param name="kept">The files that it serves if those on disk do not load; none is empty.</param>
    /// <param name="keep">Told the files of what is live there.</param>
    /// <param name="reported">Told what it reports.</param>
    /// <param name="exited">Told its exit code.</param>
    public static ChildProcess Start(
        IReadOnlyList<string> arguments, IReadOnlyList<int> sockets, byte[] kept, Action<byte[]> keep, Action<IChild, Report> reported, Action<IChild, int> exited)
    {
        var orders = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
        var reports = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        var files = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
        // Inherited is only what is a duplicate at this moment, so nothing leaks into processes that others start.
        var inherited = sockets.Select(Posix.Duplicate).ToList();
        try
        {
            if (inherited.Contains(-1)) throw new IOException("There is no file descriptor left.");
            var start = OwnProgram.With(arguments);
            start.Environment[ParentLink.Variable] = new ParentLink.Descriptors(orders.GetClientHandleAsString(), reports.GetClientHandleAsString(), files.GetClientHandleAsString(), inherited).ToString();
            foreach (var name in Systemd.Variables) start.Environment.Remove(name);
            var process = new Process { StartInfo = start, EnableRaisingEvents = true };
            var child = default(ChildProcess);
            var assigned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            process.Exited += (_, _) => _ = assigned.Task.ContinueWith(_ => child!.OnExited(), TaskScheduler.Default);
            process.Start();
            child = new ChildProcess(process, orders, reports, keep, reported, exited);
            assigned.SetResult();
            _ = child.ReadReportsAsync();
            _ = GiveAsync(files, kept);
            return child;
        }
        catch
        {
            orders.Dispose();
            reports.Dispose();
            files.Dispose();
            throw;
        }
        finally
        {
            orders.DisposeLocalCopyOfClientHandle();
            reports.DisposeLocalCopyOfClientHandle();
            files.DisposeLocalCopyOfClientHandle();
            foreach (var descriptor in inherited.Where(descriptor => descriptor >= 0)) Posix.Close(descriptor);
        }
    }

    public void Send(Order order)
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

    /// <summary>Gives a new process what it may need, and ends; it reads or closes the other end.</summary>
    private static async Task GiveAsync(AnonymousPipeServerStream files, byte[] kept)
    {
        await using (files)
        {
            try
            {
                await Task.Run(() => files.Write(kept)).ConfigureAwait(false);
            }
            catch (IOException)
            {
                // It does not need them.
            }
        }
    }

    private async Task ReadReportsAsync()
    {
        var (one, length) = (new byte[1], new byte[4]);
        try
        {
            while (await _reports.ReadAsync(one).ConfigureAwait(false) > 0)
            {
                if ((Report)one[0] is not Report.Kept)
                {
                    _reported(this, (Report)one[0]);
                    continue;
                }

                await _reports.ReadExactlyAsync(length).ConfigureAwait(false);
                var files = new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
                await _reports.ReadExactlyAsync(files).ConfigureAwait(false);
                _keep(files); // whole: half of them, of a process that dies meanwhile, would be worse than those before
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

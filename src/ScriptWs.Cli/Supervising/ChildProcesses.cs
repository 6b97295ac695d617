using ScriptWs.Cli.Handover;
using ScriptWs.Configuration;

namespace ScriptWs.Cli.Supervising;

/// <summary>Processes of this program that serve at the sockets of this one. Under the supervisor's lock.</summary>
/// <param name="arguments">Of the command, the same for each.</param>
/// <param name="load">Reads the configuration.</param>
/// <param name="sockets">The sockets, with those that this process was given itself.</param>
internal sealed class ChildProcesses(IReadOnlyList<string> arguments, Func<ScriptWsOptions> load, SocketSet sockets) : IChildren
{
    private IReadOnlyList<ListenOptions> _inForce = [];
    private IReadOnlyList<ListenOptions> _prepared = [];
    private volatile byte[] _kept = [];

    public void Prepare()
    {
        try
        {
            var listen = load().Listen;
            sockets.Open(listen);
            _prepared = listen;
        }
        catch (Exception e) when (e is ConfigurationException or ScriptWsException)
        {
            throw new CommandException(e.Message, ExitCode.Mendable, e);
        }
    }

    public IChild Start(bool isHandOver, Action<IChild, Report> reported, Action<IChild, int> exited) =>
        ChildProcess.Start(arguments, sockets.Descriptors, isHandOver ? [] : _kept, kept => _kept = kept, reported, exited);

    public void Commit()
    {
        _inForce = _prepared;
        sockets.KeepOnly(_inForce);
    }

    public void Revert()
    {
        _prepared = _inForce;
        sockets.KeepOnly(_inForce);
    }
}

using ScriptWs.Cli;
using ScriptWs.Cli.Handover;
using ScriptWs.Cli.Supervising;

namespace ScriptWs.Tests.Supervising;

/// <summary>Processes that do what a test says.</summary>
internal sealed class FakeChildren : IChildren
{
    private Action<IChild, Report> _reported = static (_, _) => { };
    private Action<IChild, int> _exited = static (_, _) => { };

    /// <summary>All that were started, in order.</summary>
    public List<FakeChild> Started { get; } = [];

    public FakeChild Last => Started[^1];

    public int Commits { get; private set; }

    public int Reverts { get; private set; }

    /// <summary>What the configuration is refused with.</summary>
    public string? Problem { get; set; }

    public void Prepare()
    {
        if (Problem is not null) throw new CommandException(Problem);
    }

    public IChild Start(bool isHandOver, Action<IChild, Report> reported, Action<IChild, int> exited)
    {
        (_reported, _exited) = (reported, exited);
        Started.Add(new FakeChild(Started.Count + 1, isHandOver));
        return Last;
    }

    public void Commit() => Commits++;

    public void Revert() => Reverts++;

    /// <summary>The youngest one reports.</summary>
    public void Report(params Report[] reports)
    {
        foreach (var report in reports) _reported(Last, report);
    }

    public void Report(FakeChild child, Report report) => _reported(child, report);

    public void Exit(FakeChild child, int exitCode) => _exited(child, exitCode);

    internal sealed class FakeChild(int id, bool isHandOver) : IChild
    {
        public int Id => id;

        /// <summary>Whether it must load what is on disk.</summary>
        public bool IsHandOver => isHandOver;

        public List<Order> Orders { get; } = [];

        public bool IsKilled { get; private set; }

        public void Send(Order order) => Orders.Add(order);

        public void Kill() => IsKilled = true;
    }
}

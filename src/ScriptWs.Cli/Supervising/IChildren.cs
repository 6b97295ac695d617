using ScriptWs.Cli.Handover;

namespace ScriptWs.Cli.Supervising;

/// <summary>Where processes that serve come from.</summary>
internal interface IChildren
{
    /// <summary>Makes what the configuration as it is now needs of this process: opens its addresses.</summary>
    /// <exception cref="CommandException">It cannot be; nothing has changed. The message says why.</exception>
    void Prepare();

    /// <summary>Starts one. What it reports comes on threads of the pool.</summary>
    /// <param name="isHandOver">
    /// Whether it must load what is on disk. Otherwise it falls back to what was live last.
    /// </param>
    /// <param name="reported">Told what it reports.</param>
    /// <param name="exited">Told its exit code.</param>
    IChild Start(bool isHandOver, Action<IChild, Report> reported, Action<IChild, int> exited);

    /// <summary>What was prepared last is in force: closes what it does not need.</summary>
    void Commit();

    /// <summary>What was prepared last will not be: closes what only that needs.</summary>
    void Revert();
}

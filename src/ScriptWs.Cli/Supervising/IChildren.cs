namespace ScriptWs.Cli.Supervising;

/// <summary>Where processes that serve come from.</summary>
internal interface IChildren
{
    /// <summary>Makes what the configuration as it is now needs of this process: opens its addresses.</summary>
    /// <exception cref="CommandException">It cannot be; nothing has changed. The message says why.</exception>
    void Prepare();

    /// <summary>Starts one. What it reports comes on threads of the pool.</summary>
    IChild Start(Action<IChild, Report> reported, Action<IChild, int> exited);

    /// <summary>What was prepared last is in force: closes what it does not need.</summary>
    void Commit();

    /// <summary>What was prepared last will not be: closes what only that needs.</summary>
    void Revert();
}

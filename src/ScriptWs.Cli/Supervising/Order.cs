namespace ScriptWs.Cli.Supervising;

/// <summary>What the supervising process tells the one that serves: one byte each in a pipe, whose end means that it is gone.</summary>
internal enum Order : byte
{
    /// <summary>End in good order.</summary>
    Stop = (byte)'s',

    /// <summary>Drop what is left.</summary>
    Hurry = (byte)'h',

    /// <summary>Read the files again.</summary>
    Reload = (byte)'r',

    /// <summary>Another process accepts now: accept nobody any more, and end in good order.</summary>
    Leave = (byte)'l',
}

namespace ScriptWs.Cli.Handover;

/// <summary>What the supervising process tells the one that serves: one byte each in a pipe, whose end means that it is gone.</summary>
internal enum Order : byte
{
    /// <summary>Shut down cleanly.</summary>
    Stop = (byte)'s',

    /// <summary>Drop what is left.</summary>
    Hurry = (byte)'h',

    /// <summary>Read the files again.</summary>
    Reload = (byte)'r',

    /// <summary>Another process accepts now: stop accepting, and shut down cleanly.</summary>
    Leave = (byte)'l',
}

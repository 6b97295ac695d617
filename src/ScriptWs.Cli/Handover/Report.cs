namespace ScriptWs.Cli.Handover;

/// <summary>What the process that serves tells the supervising one: one byte each in a pipe.</summary>
internal enum Report : byte
{
    /// <summary>It serves.</summary>
    Ready = (byte)'r',

    /// <summary>It lives, and all is well.</summary>
    Beat = (byte)'b',

    /// <summary>It lives, but only another process can help: a turn that does not end, an address that it cannot listen on.</summary>
    Unwell = (byte)'u',

    /// <summary>It has read its files again, for better or worse.</summary>
    Reloaded = (byte)'d',

    /// <summary>The files of what is live follow, after their length in four bytes.</summary>
    Kept = (byte)'k',
}

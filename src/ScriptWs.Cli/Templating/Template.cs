namespace ScriptWs.Cli;

/// <summary>What <c>scriptws new</c> can write.</summary>
internal enum Template
{
    /// <summary>Sends every message back.</summary>
    Echo,

    /// <summary>Names, rooms, private messages and history.</summary>
    Chat,

    /// <summary>Rooms, in TypeScript.</summary>
    Ts,
}

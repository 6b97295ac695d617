namespace ScriptWs;

/// <summary>
/// C# code that sees each message before C# events and the script. It may change the message, answer it by its connection, and drop it
/// by not calling <paramref name="next"/>. It begins on the worker's turn and must not block; it may wait, and the later messages of
/// that connection wait too, so that their order is kept.
/// </summary>
/// <param name="message">The message.</param>
/// <param name="next">Passes the message on, once at most; completes when the script's handler has returned.</param>
public delegate Task ScriptWsMiddleware(ScriptWsMessage message, Func<Task> next);

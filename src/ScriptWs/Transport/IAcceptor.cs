namespace ScriptWs.Transport;

/// <summary>Waits for clients at a listening socket, and tells a <see cref="INewcomers"/> of each.</summary>
internal interface IAcceptor
{
    /// <summary>Begins, or goes on after the listener said that it should rest. Any thread.</summary>
    void Accept();

    /// <summary>Ends it and lets the socket go. Any thread, more than once.</summary>
    void Stop();
}

namespace ScriptWs.Connections;

/// <summary>A thread that reads many wires, for those who have something to do with all of them.</summary>
internal interface IEventLoop
{
    /// <summary>
    /// Runs something on that thread, soon. What is sent to many clients from there lets their answers gather, which are then
    /// read together; from another thread each answer would wake this one. Any thread.
    /// </summary>
    void Post(Action action);
}

namespace ScriptWs.Scripting;

/// <summary>
/// Reaches the scripts of one endpoint on all nodes: in a cluster those of other servers, otherwise those of this one alone. Any thread.
/// </summary>
internal interface INodeEvents
{
    /// <summary>Sends an event to every engine of the endpoint on all nodes. It runs nothing on the caller's stack.</summary>
    /// <param name="endpoint">The endpoint's path.</param>
    /// <param name="name">The event.</param>
    /// <param name="data">Its data, in the form of <c>CloneBytes</c>.</param>
    void Emit(string endpoint, string name, byte[] data);

    /// <summary>Asks one engine of the endpoint on each node.</summary>
    /// <param name="endpoint">The endpoint's path.</param>
    /// <param name="name">The event.</param>
    /// <param name="data">Its data, in the form of <c>CloneBytes</c>.</param>
    /// <param name="timeout">How long answers are waited for.</param>
    /// <returns>Never fails: a node without an answer is missing.</returns>
    Task<NodeAnswers> AskAsync(string endpoint, string name, byte[] data, TimeSpan timeout);
}

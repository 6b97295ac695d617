using ScriptWs.Cli.Handover;

namespace ScriptWs.Cli.Supervising;

/// <summary>A process that serves, as the supervisor sees it.</summary>
internal interface IChild
{
    int Id { get; }

    /// <summary>Never waits; an order to a process that has ended goes nowhere.</summary>
    void Send(Order order);

    /// <summary>Ends it at once.</summary>
    void Kill();
}

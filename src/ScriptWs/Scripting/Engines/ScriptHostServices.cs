using System.Text.Json;
using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Outgoing;
using ScriptWs.Topics;

namespace ScriptWs.Scripting;

/// <summary>What a script host needs of the server around it.</summary>
internal sealed class ScriptHostServices
{
    public required ConnectionRegistry Registry { get; init; }

    /// <summary>Topics that have a rule in the configuration; <c>null</c> when there are no rules.</summary>
    public RuledTopics? Topics { get; init; }

    /// <summary>What the workers of the server share.</summary>
    public SharedStore Store { get; init; } = new();

    /// <summary>The values of <c>server.settings</c>: an object, or undefined for none.</summary>
    public JsonElement Settings { get; init; }

    /// <summary>The modules of C# that scripts import; <c>null</c> without any.</summary>
    public HostModuleTable? HostModules { get; init; }

    /// <summary>What <c>server.storage</c> keeps; <c>null</c> where nothing is kept.</summary>
    public StorageAccess? Storage { get; init; }

    /// <summary>The scripts of this endpoint on all nodes; <c>null</c> without a server.</summary>
    public EventAccess? Events { get; init; }

    /// <summary>When jobs are due; <c>null</c> where another worker of the endpoint runs them.</summary>
    public JobBoard? Jobs { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Where the script's <c>console</c> and <c>server.log</c> go.</summary>
    public required ILogger ScriptLog { get; init; }

    public required ILogger Log { get; init; }

    /// <summary>Asks for a turn that runs the timers after a time; a later call replaces an earlier one.</summary>
    public required Action<TimeSpan> WakeAfter { get; init; }

    /// <summary>
    /// Runs something on the worker's turn, after what waits in its mailbox. Any thread; it never runs on the caller's stack.
    /// </summary>
    public required Action<Action> Post { get; init; }

    /// <summary>What the scripts of the endpoint reach other servers with.</summary>
    public OutgoingClient Outgoing { get; init; } = new(new FetchOptions(), TimeProvider.System);

    /// <summary>Requests a new host in place of this one, after its turn.</summary>
    public required Action RequestReplacement { get; init; }

    /// <summary>Told that a turn has failed, on that turn.</summary>
    public Action TurnFailed { get; init; } = static () => { };

    /// <summary>What is counted and timed.</summary>
    public EndpointInstruments Instruments { get; init; } = Diagnostics.Instruments.Unobserved.Of("");

    public required Action RequestRestart { get; init; }

    public required Action RequestStop { get; init; }

    public required ScriptBudget Budget { get; init; }

    /// <summary>Whether the connection whose event a script failed at is closed with 1011.</summary>
    public required bool CloseOnFailure { get; init; }
}

using System.Reflection;
using ScriptWs.Testing.Worlds;

namespace ScriptWs.Testing;

/// <summary>What a run consists of.</summary>
public sealed record FeatureRunOptions
{
    /// <summary>Feature files, folders that hold some, or scenarios (<c>chat.feature:12</c>). Default the folder <c>features</c>.</summary>
    public IReadOnlyList<string> Features { get; init; } = ["features"];

    /// <summary>The folder that paths are relative to. Default the current folder.</summary>
    public string Folder { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>Which scenarios, as a tag expression such as <c>@a and not (@b or @c)</c>. Default all.</summary>
    public string Tags { get; init; } = "";

    /// <summary>JavaScript files with steps. Default <c>null</c>: the .js files in the folders of the features.</summary>
    public IReadOnlyList<string>? StepFiles { get; init; }

    /// <summary>Assemblies with step classes (<see cref="BindingAttribute"/>). Default none.</summary>
    public IReadOnlyList<Assembly> StepAssemblies { get; init; } = [];

    /// <summary>Whether the steps that come with the harness may be used. Default yes.</summary>
    public bool BuiltInSteps { get; init; } = true;

    /// <summary>Scenarios that run at the same time, each with its own server, clients and clock. Default the number of processors.</summary>
    public int Parallel { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether no further scenario begins after one that failed. Default no.</summary>
    public bool FailFast { get; init; }

    /// <summary>A server that is running already and is tested from outside. Default none: each scenario starts its own.</summary>
    public Uri? Url { get; init; }

    /// <summary>The order of the scenarios. Default as written.</summary>
    public ScenarioOrder Order { get; init; }

    /// <summary>The seed of <see cref="ScenarioOrder.Random"/>. Default another each time.</summary>
    public int Seed { get; init; } = Random.Shared.Next();

    /// <summary>Called when the run has begun; what it throws ends the run, as a fault of the harness itself would.</summary>
    internal Action? BeforeScenarios { get; init; }

    /// <summary>How long one step may take, in real time. Default 30 seconds.</summary>
    public TimeSpan StepTimeout { get; init; } = WaitBounds.Step;
}

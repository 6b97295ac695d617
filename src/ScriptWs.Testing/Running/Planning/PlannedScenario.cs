using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Running;

/// <summary>A scenario that will run, with its steps and hooks.</summary>
internal sealed record PlannedScenario(Pickle Pickle, TestCase Message, IReadOnlyList<PlannedStep> Steps);

using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing;

/// <summary>Runs after the last step of each scenario, or of those that have one of the tags, whatever the steps came to.</summary>
public sealed class AfterScenarioAttribute(params string[] tags) : HookAttribute(HookType.AFTER_TEST_CASE, tags);

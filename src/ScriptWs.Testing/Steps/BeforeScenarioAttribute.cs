using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing;

/// <summary>Runs before the first step of each scenario, or of those that have one of the tags. A failure skips the steps.</summary>
public sealed class BeforeScenarioAttribute(params string[] tags) : HookAttribute(HookType.BEFORE_TEST_CASE, tags);

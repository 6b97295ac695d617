using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing;

/// <summary>A static method that runs once before the first scenario. A failure keeps all scenarios from running.</summary>
public sealed class BeforeTestRunAttribute() : HookAttribute(HookType.BEFORE_TEST_RUN, []);

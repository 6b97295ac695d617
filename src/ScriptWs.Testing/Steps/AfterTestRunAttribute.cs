using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing;

/// <summary>A static method that runs once after the last scenario.</summary>
public sealed class AfterTestRunAttribute() : HookAttribute(HookType.AFTER_TEST_RUN, []);

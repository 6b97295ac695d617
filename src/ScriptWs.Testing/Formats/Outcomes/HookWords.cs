using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Formats.Outcomes;

/// <summary>What people call a hook.</summary>
internal static class HookWords
{
    public static string When(Hook? hook) => hook?.Type switch
    {
        HookType.BEFORE_TEST_RUN => "before the run",
        HookType.AFTER_TEST_RUN => "after the run",
        HookType.BEFORE_TEST_CASE => "before the scenario",
        HookType.AFTER_TEST_CASE => "after the scenario",
        HookType.BEFORE_TEST_STEP => "before a step",
        HookType.AFTER_TEST_STEP => "after a step",
        _ => "hook",
    };
}

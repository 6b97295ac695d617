using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Formats.Outcomes;

/// <summary>How a hook of the whole run ended.</summary>
internal sealed record RunHookOutcome(Hook? Hook, TestStepResult Result, IReadOnlyList<Attachment> Attachments);

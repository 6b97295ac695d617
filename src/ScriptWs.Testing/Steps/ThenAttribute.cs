using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing;

/// <summary>A step that states something observable. It is found behind <c>Then</c>, and behind <c>And</c>, <c>But</c> and <c>*</c> after it.</summary>
public sealed class ThenAttribute(string pattern) : StepAttribute(pattern, PickleStepType.OUTCOME);

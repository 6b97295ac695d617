using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing;

/// <summary>A step that states an event. It is found behind <c>When</c>, and behind <c>And</c>, <c>But</c> and <c>*</c> after it.</summary>
public sealed class WhenAttribute(string pattern) : StepAttribute(pattern, PickleStepType.ACTION);

using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing;

/// <summary>A step that states a state. It is found behind <c>Given</c>, and behind <c>And</c>, <c>But</c> and <c>*</c> after it.</summary>
public sealed class GivenAttribute(string pattern) : StepAttribute(pattern, PickleStepType.CONTEXT);

namespace ScriptWs.Testing;

/// <summary>A step that is found behind any keyword.</summary>
public sealed class StepDefinitionAttribute(string pattern) : StepAttribute(pattern, null);

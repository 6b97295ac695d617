namespace ScriptWs.Testing;

/// <summary>A step that features can use.</summary>
/// <param name="Group">What it is about, or the file that defines it.</param>
/// <param name="Keyword"><c>Given</c>, <c>When</c>, <c>Then</c>, several of them (<c>Given/When</c>), or <c>*</c> for a step that stands behind any.</param>
/// <param name="Text">Its Cucumber expression or regular expression.</param>
public sealed record StepText(string Group, string Keyword, string Text);

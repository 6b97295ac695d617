namespace ScriptWs.Testing;

/// <summary>What people write where a step has a parameter of its own kind.</summary>
/// <param name="Name">Its name, as between the braces of a step.</param>
/// <param name="Examples">What stands for it in a feature.</param>
public sealed record ParameterText(string Name, string Examples);

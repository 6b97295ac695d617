namespace ScriptWs.Scripting;

/// <summary>One parameter of a C# function that a script passes.</summary>
/// <param name="Name">Its name, for messages.</param>
/// <param name="Value">How its values are read.</param>
/// <param name="IsOptional">Whether a script may leave it out.</param>
/// <param name="Default">What it is then.</param>
internal sealed record HostParameter(string Name, HostValue Value, bool IsOptional, object? Default);

namespace ScriptWs.Scripting;

/// <summary>An error that C# means for scripts.</summary>
/// <param name="Message">The message of the script's Error.</param>
/// <param name="Code">Its code; <c>null</c> for none.</param>
internal sealed record HostError(string Message, string? Code);

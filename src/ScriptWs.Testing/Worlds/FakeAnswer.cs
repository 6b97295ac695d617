using System.Text.Json;

namespace ScriptWs.Testing.Worlds;

/// <summary>What a fake answers to a call.</summary>
/// <param name="Call">The call.</param>
/// <param name="Kind">What the script gets.</param>
/// <param name="Value">The value, if it is no error.</param>
/// <param name="Error">The error's message; <c>null</c> for none.</param>
/// <param name="Code">The error's code; <c>null</c> for none.</param>
internal sealed record FakeAnswer(FakeCall Call, ScriptFunctionKind Kind, JsonElement Value, string? Error, string? Code);

namespace ScriptWs.Testing;

/// <summary>Something that a step or hook puts into the report.</summary>
internal sealed record AttachedData(string Body, bool IsBase64, string MediaType, string? FileName);

namespace ScriptWs.Testing.Formats.JUnit;

/// <summary>The cases of one feature.</summary>
internal sealed record JUnitSuite(string Name, string? File, IReadOnlyList<JUnitCase> Cases);

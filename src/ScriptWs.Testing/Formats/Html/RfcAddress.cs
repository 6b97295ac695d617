namespace ScriptWs.Testing.Formats.Html;

/// <summary>Where a clause of an RFC can be read.</summary>
internal static class RfcAddress
{
    /// <param name="number">The digits of the RFC's number.</param>
    /// <param name="clause">Numbers with dots between them, or nothing for the whole RFC.</param>
    public static string Of(string number, string? clause) =>
        $"https://www.rfc-editor.org/rfc/rfc{number}" + (string.IsNullOrEmpty(clause) ? "" : $"#section-{clause}");
}

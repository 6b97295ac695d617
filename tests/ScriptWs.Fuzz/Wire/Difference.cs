namespace ScriptWs.Fuzz.Wire;

/// <summary>Compares what came of the same bytes in other pieces.</summary>
internal static class Difference
{
    /// <exception cref="FuzzFailureException">They differ.</exception>
    public static void Check(string once, string otherwise, string how)
    {
        if (once != otherwise) throw new FuzzFailureException($"the bytes {how} are read otherwise\n  in one piece: {Short(once)}\n  {how}: {Short(otherwise)}");
    }

    /// <summary>Its beginning: inputs may be long.</summary>
    private static string Short(string text) => text.Length <= 2000 ? text : text[..2000] + "…";
}

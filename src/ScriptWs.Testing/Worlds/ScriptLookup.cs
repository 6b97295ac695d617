namespace ScriptWs.Testing.Worlds;

/// <summary>Finds a script of a test project: runners differ in the folder that they start in.</summary>
internal static class ScriptLookup
{
    /// <summary>Folders above the assembly that are looked in: <c>bin/Debug/net10.0</c> lies three below the project.</summary>
    private const int MaxParents = 6;

    /// <exception cref="StepFailedException">It is in none of the folders.</exception>
    public static string Find(string script)
    {
        string[] places = [.. Folders().Select(folder => Path.GetFullPath(script, folder)).Distinct(StringComparer.Ordinal)];
        return Array.Find(places, File.Exists) ?? throw new StepFailedException(
            $"The script \"{script}\" was not found; copy it to the output folder, or give its full path.",
            "one of these files",
            string.Join(", ", places));
    }

    private static IEnumerable<string> Folders()
    {
        yield return Directory.GetCurrentDirectory();
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        for (var i = 0; i <= MaxParents && folder is not null; i++, folder = folder.Parent) yield return folder.FullName;
    }
}

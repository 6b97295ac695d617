namespace ScriptWs.Redis;

/// <summary>The scripts that run in the broker: what they do is one step for all nodes.</summary>
internal static class LuaScripts
{
    public static string Commit { get; } = Read("commit.lua");

    public static string List { get; } = Read("list.lua");

    private static string Read(string name)
    {
        using var stream = typeof(LuaScripts).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

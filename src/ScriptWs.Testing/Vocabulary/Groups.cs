namespace ScriptWs.Testing.Vocabulary;

/// <summary>What the built-in steps are about; they are listed in this order.</summary>
internal static class Groups
{
    public const string Server = "Server", Client = "Client", Script = "Script", Clock = "Clock", Command = "Command";

    private static readonly string[] InOrder = [Server, Client, Script, Clock, Command];

    /// <summary>The place of a group in the list; other steps follow the built-in ones.</summary>
    public static int PlaceOf(string group) => Array.IndexOf(InOrder, group) is >= 0 and var place ? place : InOrder.Length;
}

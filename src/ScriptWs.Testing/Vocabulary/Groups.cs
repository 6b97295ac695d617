namespace ScriptWs.Testing.Vocabulary;

/// <summary>What the built-in steps are about; they are listed in this order.</summary>
internal static class Groups
{
    public const string Server = "Server", Client = "Client", Script = "Script", Clock = "Clock", Command = "Command";

    private static readonly string[] InOrder = [Server, Client, Script, Clock, Command];

    /// <summary>Where a group stands in the list; other steps stand behind those that are built in.</summary>
    public static int PlaceOf(string group) => Array.IndexOf(InOrder, group) is >= 0 and var place ? place : InOrder.Length;
}

namespace ScriptWs.Testing;

/// <summary>Handler scripts that scenarios may take for granted.</summary>
internal static class Scripts
{
    /// <summary>Sends back what it receives.</summary>
    public const string Echo = """
        export function onMessage(connection, text) { connection.send(text); }
        export function onBinary(connection, bytes) { connection.send(bytes); }
        """;
}

namespace ScriptWs.Cli.Client;

/// <summary>The conversation could not begin, or the server broke the protocol; the message is for the user.</summary>
internal sealed class ClientException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What a Close frame tells the server about it: 1002 unless said otherwise.</summary>
    public ushort Code { get; init; } = 1002;
}

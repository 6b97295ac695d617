namespace ScriptWs.Cli.Client;

/// <summary>The conversation could not begin, or the server broke the protocol; the message is for the user.</summary>
internal sealed class ClientException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The status code of the Close frame that the server gets; default 1002.</summary>
    public ushort Code { get; init; } = 1002;
}

using System.Text;
using ScriptWs.Cli.Terminal;

namespace ScriptWs.Cli;

/// <summary>A name and its password, for the opening handshake (RFC 7617).</summary>
internal static class Credentials
{
    public const string Header = "Authorization";

    /// <param name="user">NAME, or NAME:PASSWORD.</param>
    /// <param name="streams">Where it asks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CommandException">There is no password.</exception>
    public static async Task<KeyValuePair<string, string>> AskAsync(string user, Streams streams, CancellationToken cancellationToken)
    {
        var colon = user.IndexOf(':');
        var (name, password) = colon < 0
            ? (user, streams.Password ?? await AskForPasswordAsync(user, streams, cancellationToken))
            : (user[..colon], user[(colon + 1)..]);
        return new(Header, $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}"))}");
    }

    private static async Task<string> AskForPasswordAsync(string name, Streams streams, CancellationToken cancellationToken)
    {
        if (streams.HasKeyboard)
            return await new PasswordPrompt(streams.Error, Keyboard.StartLine(), "no password was entered").AskAsync($"Password of {Printable.Line(name)}: ", cancellationToken);

        return await streams.In.ReadLineAsync(cancellationToken)
            ?? throw new CommandException($"there is no password of {Printable.Line(name)}: put it into the environment variable {Streams.PasswordVariable}, or into the first line of the input.");
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Security.Cryptography.X509Certificates;
using ScriptWs.Cli.Client;

namespace ScriptWs.Cli;

/// <summary>What all commands that connect take alike: who the user is, headers, and whom TLS trusts.</summary>
internal sealed class ClientArguments
{
    private readonly Option<string?> _user = new("--user")
    {
        Description = $"Log in as this user. The password is read from the terminal, the environment variable {Streams.PasswordVariable}, or the first line of redirected input. A password after NAME: is visible in the list of processes.",
        HelpName = "NAME[:PASSWORD]",
        CustomParser = ParseUser,
    };

    private readonly Option<KeyValuePair<string, string>[]> _headers = new("--header")
    {
        Description = "Send this header with the opening handshake; may be repeated.",
        HelpName = "'NAME: VALUE'",
        CustomParser = ConnectArguments.ParseHeaders,
        Arity = new ArgumentArity(1, 1000),
    };

    private readonly Option<X509Certificate2Collection> _authorities = new("--ca")
    {
        Description = "Trust the certificates in this PEM file instead of the system's authorities.",
        HelpName = "FILE",
        CustomParser = ConnectArguments.ParseAuthorities,
    };

    private readonly Option<bool> _insecure = new("--insecure") { Description = "Accept any TLS certificate. The server's identity is then unknown." };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_user, _headers, _authorities, _insecure]) command.Add(option);
    }

    /// <summary>Asks for the password, if it needs one.</summary>
    /// <exception cref="CommandException">There is none, or the user is told twice.</exception>
    public async Task<ClientOptions> ReadAsync(ParseResult result, Uri address, IReadOnlyList<string> subprotocols, Streams streams, CancellationToken cancellationToken)
    {
        var headers = (result.GetValue(_headers) ?? []).ToList();
        if (result.GetValue(_user) is { } user)
        {
            if (headers.Any(header => header.Key.Equals(Credentials.Header, StringComparison.OrdinalIgnoreCase)))
                throw new CommandException($"--user and --header {Credentials.Header} both contain credentials; remove one.");
            headers.Add(await Credentials.AskAsync(user, streams, cancellationToken));
        }

        return new ClientOptions(address, subprotocols, headers) { IsInsecure = result.GetValue(_insecure), Authorities = result.GetValue(_authorities) };
    }

    private static string? ParseUser(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (text.Length > 0 && text[0] != ':' && !text.Any(char.IsControl)) return text;

        result.AddError("--user: write it as in alice, or alice:PASSWORD.");
        return null;
    }
}

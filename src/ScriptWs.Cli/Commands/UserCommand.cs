using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using ScriptWs.Cli.Conversing;
using ScriptWs.Cli.Terminal;
using ScriptWs.Configuration;

namespace ScriptWs.Cli;

/// <summary><c>scriptws user</c>: makes an entry for <c>authentication.users</c>.</summary>
internal static class UserCommand
{
    private const string Reference = """
        Asks for the password, twice and without showing it, and prints an entry for "users" in the
        section "authentication" of server.json. The entry holds a hash (PBKDF2 with a salt of its own),
        from which the password cannot be recovered. If the input is redirected, the password is its
        first line. With --file the entry is written to a users file, the one that "usersFile" in that
        section names. The file is created if needed, and an entry of the same name is replaced.
        With --api-key no password is needed: a random key is made and shown once, on the error
        output, and the entry contains its hash. In a file, the key is added to the user's keys, so that
        programs can switch from one key to the next.

        Examples:
          scriptws user alice
          scriptws user bob --roles admin,operator
          scriptws user carol --file users.json
          scriptws user robot --api-key --roles sensor
          pwgen 20 1 | tee password.txt | scriptws user robot

        Exit codes:
          0  the entry was printed or written
          1  the file could not be written
          2  invalid command line, password or users file
        """;

    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(Streams streams)
    {
        var name = new Argument<string>("NAME") { Description = "The user's name, without a colon.", HelpName = "NAME" };
        var roles = new Option<string>("--roles") { Description = "The user's roles, separated by commas.", HelpName = "ROLE[,ROLE…]" };
        var file = new Option<string>("--file") { Description = "Write the entry to this users file instead of printing it.", HelpName = "FILE" };
        var apiKey = new Option<bool>("--api-key") { Description = "Make an API key instead of a password." };
        var command = new ReferenceCommand("user", "Create an entry for a user, with a hashed password or an API key.", Reference) { name, roles, file, apiKey };
        command.SetAction((result, cancellationToken) => MakeAsync(
            result.GetRequiredValue(name),
            result.GetValue(roles)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            result.GetValue(file),
            result.GetValue(apiKey),
            streams,
            cancellationToken));
        return command;
    }

    private static async Task<int> MakeAsync(string name, string[] roles, string? file, bool makesKey, Streams streams, CancellationToken cancellationToken)
    {
        if (ProblemOf(name) is { } problem) throw new CommandException($"the user's name {problem}.");

        if (makesKey)
        {
            var key = ApiKey.Create();
            var withKey = Entry(name, "apiKeyHashes", new JsonArray(ApiKey.Hash(key)), roles);
            streams.Out.WriteLine(file is null ? withKey.ToJsonString(Json) : UsersFile.AddKey(file, name, withKey));
            streams.Error.WriteLine($"The API key of {name}, shown this once: {key}");
            return ExitCode.Fine;
        }

        var password = streams.HasKeyboard
            ? await AskTwiceAsync(new PasswordPrompt(streams.Error, Keyboard.Start()), cancellationToken)
            : await streams.In.ReadLineAsync(cancellationToken) ?? "";
        if (password.Length is 0 or > PasswordHash.MaxPasswordLength)
            throw new CommandException($"the password must have 1 to {PasswordHash.MaxPasswordLength} characters (found {password.Length}).");

        var entry = Entry(name, "passwordHash", PasswordHash.Create(password).ToString(), roles);
        streams.Out.WriteLine(file is null ? entry.ToJsonString(Json) : UsersFile.Put(file, name, entry));
        return ExitCode.Fine;
    }

    private static async Task<string> AskTwiceAsync(PasswordPrompt prompt, CancellationToken cancellationToken)
    {
        var first = await prompt.AskAsync("Password: ", cancellationToken);
        var second = await prompt.AskAsync("Again: ", cancellationToken);
        return first == second ? first : throw new CommandException("the two passwords are different; nothing was written.");
    }

    /// <summary>The rule is the configuration's own, so that what is printed here is taken there.</summary>
    private static string? ProblemOf(string name) =>
        new ScriptWsOptions { Authentication = new() { Users = [new() { Name = name, Password = "x" }] } }
            .Validate().FirstOrDefault(error => error.Key == "authentication.users[0].name")?.Problem;

    private static JsonObject Entry(string name, string key, JsonNode secret, string[] roles)
    {
        var entry = new JsonObject { ["name"] = name, [key] = secret };
        if (roles.Length > 0) entry["roles"] = new JsonArray([.. roles.Select(role => (JsonNode)role)]);
        return entry;
    }
}

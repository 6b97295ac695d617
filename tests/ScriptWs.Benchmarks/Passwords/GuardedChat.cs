using ScriptWs.Configuration;

namespace ScriptWs.Benchmarks.Passwords;

/// <summary>A chat that anybody may read and write in, and that checks whoever says to be somebody.</summary>
internal static class GuardedChat
{
    private const string Script = "export const onMessage = (connection, text) => server.broadcast(text);";

    /// <summary>Serves until the input ends; the first line of the output is the port.</summary>
    public static async Task<int> ServeAsync(int maxFailures)
    {
        var folder = Directory.CreateTempSubdirectory("scriptws-passwords-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "main.js"), Script);
        await using (var server = await ScriptWsServer.StartAsync(new ScriptWsOptions
        {
            BaseDirectory = folder,
            Listen = [new ListenOptions { Port = 0 }],
            Endpoints = [new EndpointOptions { Script = "main.js" }],
            Authentication = new()
            {
                Enabled = true,
                AllowAnonymous = true,
                MaxFailures = maxFailures,
                Users = [new UserOptions { Name = "alice", PasswordHash = PasswordHash.Create("not to be guessed").ToString() }],
            },
        }))
        {
            Console.WriteLine(server.Addresses[0].Port);
            await Console.In.ReadToEndAsync();
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }
}

using System.Threading.Channels;

namespace ScriptWs.Tests.Cluster.Histories;

/// <summary>A client that publishes to a topic with a history, and follows it. Live messages and answers come apart.</summary>
internal sealed class Follower : IDisposable
{
    /// <summary>Answers begin with "at", "following", "subscribed", "error"; everything else is a message of the topic.</summary>
    public const string Script = """
        export async function onMessage(connection, text) {
          const [what, ...rest] = text.split(" ");
          try {
            if (what === "publish") connection.send(`at ${await server.publish("chat", rest.join(" "))}`);
            else if (what === "say") await connection.publish("chat", rest.join(" "));
            else if (what === "subscribe") connection.send(`subscribed ${connection.subscribe("chat")}`.split(" ")[0]);
            else if (what === "follow") {
              const options = {};
              for (let i = 0; i + 1 < rest.length; i += 2) options[rest[i]] = rest[i] === "last" ? +rest[i + 1] : rest[i + 1];
              const { position, recovered, missed } = await connection.follow("chat", options);
              connection.send(`following ${position} ${recovered} ${missed}`);
            }
          } catch (e) { connection.send(`error ${e.message}`); }
        }
        export function onGap(topic, { position }) {
          for (const connection of server.connections) connection.send(`gap ${topic} ${position.length > 0}`);
        }
        """;

    private readonly Channel<string> _positions = Channel.CreateUnbounded<string>();
    private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();
    private readonly Task _reading;

    private Follower(DotNetClient client)
    {
        Client = client;
        _reading = ReadAsync();
    }

    public DotNetClient Client { get; }

    public static Task<Follower> ConnectAsync(ScriptWsServer server) => ConnectAsync(server.Addresses[0]);

    public static async Task<Follower> ConnectAsync(Uri address) => new(await DotNetClient.ConnectAsync(address));

    /// <summary>Publishes a message.</summary>
    /// <returns>Its position, or the error.</returns>
    public async Task<string> PublishAsync(string text)
    {
        await Client.SendAsync($"publish {text}");
        return await ReadAsync(_positions);
    }

    /// <summary>Follows the topic.</summary>
    /// <returns>The messages that came before the answer, and the answer.</returns>
    public async Task<string[]> FollowAsync(string options)
    {
        await Client.SendAsync($"follow {options}".TrimEnd());
        List<string> found = [];
        do found.Add(await NextAsync());
        while (!found[^1].StartsWith("following ", StringComparison.Ordinal) && !found[^1].StartsWith("error ", StringComparison.Ordinal));
        return [.. found];
    }

    public Task<string> NextAsync() => ReadAsync(_messages);

    /// <summary>The next messages of the topic, answers left out.</summary>
    public async Task<string[]> TakeAsync(int count)
    {
        List<string> found = [];
        while (found.Count < count)
        {
            var next = await NextAsync();
            if (!next.StartsWith("following ", StringComparison.Ordinal)) found.Add(next);
        }

        return [.. found];
    }

    /// <summary>A message that is there already.</summary>
    public bool TryTake(out string? message) => _messages.Reader.TryRead(out message);

    public void Dispose()
    {
        Client.Abort();
        Client.Dispose();
    }

    private static async Task<string> ReadAsync(Channel<string> channel)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(Patience.Limit);
        return await channel.Reader.ReadAsync(bound.Token);
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                var text = await Client.ReceiveTextAsync();
                if (text.StartsWith("at ", StringComparison.Ordinal)) _positions.Writer.TryWrite(text[3..]);
                else if (text.StartsWith("error connection.", StringComparison.Ordinal)) _messages.Writer.TryWrite(text);
                else if (text.StartsWith("error ", StringComparison.Ordinal)) _positions.Writer.TryWrite(text);
                else _messages.Writer.TryWrite(text);
            }
        }
        catch (Exception e)
        {
            _messages.Writer.TryComplete(e);
            _positions.Writer.TryComplete(e);
        }
    }
}

namespace ScriptWs.Tests.ClientProtocol;

/// <summary>Requests that are in flight while their script is replaced.</summary>
public sealed class ReloadedRequestTests
{
    private const string Script = """
        import { price } from "host:orders";
        export const rpc = {
          find: async (connection) => {
            const found = await price();
            connection.send("still here");
            return `${found} by version 1`;
          },
        };
        """;

    private const string Next = """
        export const rpc = { version: () => 2 };
        """;

    [Fact]
    public async Task Request_ThatWaitsForSomethingOutside_IsAnsweredByTheVersionThatBeganIt()
    {
        var orders = new Orders();
        await using var server = await RpcServer.StartAsync(Script, prepare: server => server.Modules.Add("orders", orders));
        using var client = await server.ConnectAsync();
        await client.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"rpc.find"}""");
        await orders.Asked.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        await server.ReloadAsync(Next);
        var version = await RpcServer.AskAsync(client, "rpc.version", id: 2);
        orders.Answer.SetResult(5);
        var (message, answer) = (await client.ReceiveTextAsync(), await client.ReceiveTextAsync());

        Assert.EndsWith("\"result\":2}", version, StringComparison.Ordinal);
        Assert.Equal("""{"jsonrpc":"2.0","method":"message","params":{"data":"still here"}}""", message);
        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":"5 by version 1"}""", answer);
    }

    /// <summary>A C# function that answers when it is told to.</summary>
    internal sealed class Orders
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<int> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        [ScriptFunction]
        public Task<int> Price()
        {
            Asked.TrySetResult();
            return Answer.Task;
        }
    }
}

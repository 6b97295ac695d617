using Microsoft.Extensions.DependencyInjection;
using ScriptWs.Http;

namespace ScriptWs.Tests.Http;

public sealed class HostedModuleTests
{
    private const string Script = """
        import { number, later, all } from "host:it";
        export async function onMessage(connection) {
          const got = [await number(), await later()];
          for await (const one of all()) got.push(one);
          connection.send(got.join());
        }
        """;

    [Fact]
    public async Task Module_OfTheServices_HasAScopeForEachCall()
    {
        var count = new Count();
        await using var app = await HostedApp.StartAsync(
            web => web.MapScriptWs("/ws", "main.js"),
            services => services.AddSingleton(count).AddScriptWs().AddModule<Scoped>("it"),
            Script);
        using var client = await DotNetClient.ConnectAsync(new Uri(app.Address, "/ws"));

        await client.SendAsync("x");

        Assert.Equal("1,2,3,3", await client.ReceiveTextAsync());
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref count.Disposed) == 3, TimeSpan.FromSeconds(60)));
    }

    internal sealed class Count
    {
        public int Made;
        public int Disposed;
    }

    internal sealed class Scoped(Count count) : IAsyncDisposable
    {
        private readonly int _number = Interlocked.Increment(ref count.Made);

        [ScriptFunction]
        public int Number() => _number;

        [ScriptFunction]
        public async Task<int> LaterAsync()
        {
            await Task.Yield();
            return _number;
        }

        [ScriptFunction]
        public async IAsyncEnumerable<int> All()
        {
            yield return _number;
            await Task.Yield();
            yield return _number;
        }

        public ValueTask DisposeAsync()
        {
            Interlocked.Increment(ref count.Disposed);
            return ValueTask.CompletedTask;
        }
    }
}

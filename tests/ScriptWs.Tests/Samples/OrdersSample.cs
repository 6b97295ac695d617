using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using ScriptWs.Configuration;
using ScriptWs.Http;

namespace ScriptWs.Tests.Samples;

/// <summary>The C# of docs/modules.md, compiled; the scripts of pages ask it.</summary>
public static class OrdersSample
{
    public static async Task<ScriptWsServer> StartAsync(ScriptWsOptions options, OrderRepository repository)
    {
        var server = new ScriptWsServer(options);
        server.Modules.Add("orders", new Orders(repository));
        await server.StartAsync();
        return server;
    }

    public static void Describe(ScriptWsServer server) =>
        File.WriteAllText("scripts/host-orders.d.ts", server.Modules.Describe("orders"));

    public static void AddMath(ScriptWsServer server)
    {
        server.Modules.AddJson("math", [new ScriptJsonFunction("add", (arguments, _) =>
            ValueTask.FromResult(JsonSerializer.SerializeToElement(arguments.Sum(one => one.GetDouble()))))]);
    }

    public static void Use(ScriptWsServer server)
    {
        server.Use(async (message, next) =>
        {
            if (message.Text is "ping") message.Connection.Send("pong");
            else await next();
        });
    }

    public static void AddTo(WebApplicationBuilder builder)
    {
        builder.Services.AddScriptWs().AddModule<Orders>("orders");
    }

    public enum OrderState
    {
        Placed,
        Shipped,
    }

    public sealed record Order(long Id, string Item, int Count, OrderState State);

    public sealed class Orders(OrderRepository repository)
    {
        [ScriptFunction]
        public Task<Order?> FindAsync(long id, CancellationToken cancellationToken) => repository.FindAsync(id, cancellationToken);

        [ScriptFunction]
        public async Task<Order> PlaceAsync(string item, int count = 1)
        {
            if (count < 1) throw new ScriptException("Order at least one.", "count");
            return await repository.AddAsync(item, count);
        }

        [ScriptFunction]
        public IAsyncEnumerable<Order> AllAsync(CancellationToken cancellationToken = default) => repository.AllAsync(cancellationToken);

        [ScriptFunction(Sync = true)]
        public decimal Price(string item) => repository.PriceOf(item);
    }

    /// <summary>In memory; a real one asks a database.</summary>
    public sealed class OrderRepository
    {
        private readonly ConcurrentDictionary<long, Order> _orders = new();

        public async Task<Order?> FindAsync(long id, CancellationToken cancellationToken)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            return _orders.GetValueOrDefault(id);
        }

        public async Task<Order> AddAsync(string item, int count)
        {
            await Task.Yield();
            var order = new Order(_orders.Count + 1, item, count, OrderState.Placed);
            return _orders[order.Id] = order;
        }

        public async IAsyncEnumerable<Order> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            foreach (var order in _orders.Values.OrderBy(order => order.Id))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return order;
            }
        }

        public decimal PriceOf(string item) => item.Length - 0.5m;
    }
}

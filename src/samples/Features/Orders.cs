using System.Collections.Concurrent;

namespace ScriptWs.Samples.Features;

/// <summary>The module that shop.js imports as <c>host:orders</c>, with its orders in memory.</summary>
public sealed class Orders(params string[] sold)
{
    private readonly ConcurrentDictionary<long, Order> _orders = new();

    /// <summary>How far an order is.</summary>
    public enum OrderState
    {
        /// <summary>It waits.</summary>
        Placed,

        /// <summary>It is on its way.</summary>
        Shipped,
    }

    /// <summary>One order.</summary>
    public sealed record Order(long Id, string Item, OrderState State);

    /// <summary>Finds an order by its id.</summary>
    [ScriptFunction]
    public Task<Order?> FindAsync(long id) => Task.FromResult(_orders.GetValueOrDefault(id));

    /// <summary>Places an order.</summary>
    [ScriptFunction]
    public async Task<Order> PlaceAsync(string item)
    {
        await Task.Yield();
        if (!sold.Contains(item)) throw new ScriptException($"There is no {item} today.", "not-sold");

        var order = new Order(_orders.Count + 1, item, OrderState.Placed);
        return _orders[order.Id] = order;
    }
}

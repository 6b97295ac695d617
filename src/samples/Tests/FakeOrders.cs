namespace ScriptWs.Samples.Tests;

/// <summary>Answers as the real module would, without a database.</summary>
public sealed class FakeOrders
{
    /// <summary>An order of the shop.</summary>
    public sealed record Order(long Id, string Item);

    /// <summary>Finds an order by its id.</summary>
    [ScriptFunction]
    public Task<Order?> FindAsync(long id) => Task.FromResult(id == 7 ? new Order(id, "tea") : null);
}

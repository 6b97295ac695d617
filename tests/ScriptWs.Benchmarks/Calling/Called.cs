namespace ScriptWs.Benchmarks.Calling;

/// <summary>Functions that do nothing but answer.</summary>
internal sealed class Called
{
    internal sealed record Order(int Id, string Item, decimal Price);

    [ScriptFunction(Sync = true)]
    public string Same(string text) => text;

    [ScriptFunction]
    public ValueTask<string> ReadyAsync(string text) => ValueTask.FromResult(text);

    [ScriptFunction]
    public async Task<string> LaterAsync(string text)
    {
        await Task.Yield();
        return text;
    }

    [ScriptFunction]
    public async Task<Order> OrderAsync(int id)
    {
        await Task.Yield();
        return new Order(id, "tea", 2.5m);
    }

    [ScriptFunction]
    public async IAsyncEnumerable<string> OneAsync(string text)
    {
        await Task.Yield();
        yield return text;
    }
}

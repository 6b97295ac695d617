using System.Numerics;
using System.Runtime.CompilerServices;

namespace ScriptWs.Tests.HostModules;

/// <summary>Functions of every kind of value, for tests.</summary>
public sealed class Everything
{
    public enum Size
    {
        Small,
        VeryLarge,
    }

    public sealed record Item(string Name, decimal Price, Size Size = Size.Small, DateTimeOffset? At = null, long? Id = null);

    public int Disposed { get; private set; }

    public TaskCompletionSource<int> Later { get; } = new();

    [ScriptFunction]
    public string Text(string value) => value + "!";

    [ScriptFunction]
    public string? TextOrNull(string? value) => value;

    [ScriptFunction(Sync = true)]
    public int Add(int a, int b = 10) => a + b;

    [ScriptFunction]
    public double Half(double value) => value / 2;

    [ScriptFunction]
    public byte Small(byte value) => value;

    [ScriptFunction]
    public long Long(long value) => value;

    [ScriptFunction]
    public BigInteger Big(BigInteger value) => value * 2;

    [ScriptFunction]
    public Int128 Wide(Int128 value) => value;

    [ScriptFunction]
    public DateTimeOffset NextDay(DateTimeOffset value) => value.AddDays(1);

    [ScriptFunction]
    public DateTime SameTime(DateTime value) => DateTime.SpecifyKind(value, DateTimeKind.Unspecified);

    [ScriptFunction]
    public byte[] Reverse(byte[] value) => [.. value.Reverse()];

    [ScriptFunction]
    public ReadOnlyMemory<byte> Tail(ReadOnlyMemory<byte> value) => value[1..];

    [ScriptFunction]
    public Size Grow(Size value) => value == Size.Small ? Size.VeryLarge : value;

    [ScriptFunction]
    public int? Maybe(int? value) => value;

    [ScriptFunction]
    public Item Raise(Item item) => item with { Price = item.Price * 2 };

    [ScriptFunction]
    public IReadOnlyList<Item> Sort(IReadOnlyList<Item> items) => [.. items.OrderBy(item => item.Name)];

    [ScriptFunction]
    public Dictionary<string, int> Count(string[] words) => words.CountBy(word => word).ToDictionary();

    [ScriptFunction]
    public async Task<string> SlowAsync(string value)
    {
        await Task.Yield();
        return value;
    }

    [ScriptFunction]
    public Task<int> WaitAsync() => Later.Task;

    [ScriptFunction]
    public async ValueTask NothingAsync() => await Task.Yield();

    [ScriptFunction]
    public Item Refuse() => throw new ScriptException("sold out", "sold-out");

    [ScriptFunction]
    public string Mine(ScriptWsConnection connection) => connection.RemoteAddress;

    [ScriptFunction]
    public async Task<string> HoldAsync(ScriptWsConnection connection, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return connection.RemoteAddress;
    }

    [ScriptFunction]
    public async IAsyncEnumerable<int> Numbers(int count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            for (var i = 1; i <= count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (i % 2 == 0) await Task.Yield();
                yield return i;
            }
        }
        finally
        {
            Disposed++;
        }
    }

    [ScriptFunction]
    public async IAsyncEnumerable<int> Broken()
    {
        yield return 1;
        await Task.Yield();
        throw new ScriptException("no more", "end");
    }

    public void NotExported()
    {
    }
}

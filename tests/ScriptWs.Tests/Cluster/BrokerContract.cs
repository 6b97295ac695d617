using System.Collections.Concurrent;
using System.Text;
using ScriptWs.Cluster;

namespace ScriptWs.Tests.Cluster;

/// <summary>What every broker must do: run over memory and over Redis.</summary>
public abstract class BrokerContract
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publish_ToAChannel_ReachesAllThatHearIt()
    {
        await using var first = await JoinAsync("a");
        await using var second = await JoinAsync("a");

        await first.Broker.PublishAsync("a", "hello"u8.ToArray());

        Assert.Equal("hello", await first.NextAsync());
        Assert.Equal("hello", await second.NextAsync());
    }

    [Fact]
    public async Task Publish_ToAnotherChannel_ReachesNoneThatDoesNotHearIt()
    {
        await using var first = await JoinAsync("a", "b");
        await using var second = await JoinAsync("a");

        await first.Broker.PublishAsync("b", "for the first"u8.ToArray());
        await first.Broker.PublishAsync("a", "for both"u8.ToArray());

        Assert.Equal("for both", await second.NextAsync());
        Assert.Equal(["for both", "for the first"], [.. new[] { await first.NextAsync(), await first.NextAsync() }.Order()]);
    }

    [Fact]
    public async Task Publish_ManyTimes_KeepsTheOrderOfOneChannel()
    {
        await using var first = await JoinAsync("a");
        await using var second = await JoinAsync("a");
        string[] sent = [.. Enumerable.Range(0, 5000).Select(number => $"{number}")];

        await Task.WhenAll(sent.Select(text => first.Broker.PublishAsync("a", Encoding.UTF8.GetBytes(text))).ToArray());
        var received = new List<string>();
        while (received.Count < sent.Length) received.Add(await second.NextAsync());

        Assert.Equal(sent, received);
    }

    [Fact]
    public async Task Publish_AnyBytes_DeliversTheSameBytes()
    {
        var bytes = Some.Bytes(3 << 20);
        await using var broker = await JoinAsync("a");

        await broker.Broker.PublishAsync("a", bytes);

        Assert.Equal(bytes, await broker.NextBytesAsync());
    }

    [Fact]
    public async Task Agree_OnAValue_GivesEachTheFirst()
    {
        await using var first = await JoinAsync("a");
        await using var second = await JoinAsync("a");

        Assert.Equal("256", await first.Broker.AgreeAsync("key", "256"));
        Assert.Equal("256", await second.Broker.AgreeAsync("key", "128"));
    }

    [Fact]
    public async Task Problem_OfABrokerThatIsThere_IsNone()
    {
        await using var broker = await JoinAsync("a");

        Assert.Null(broker.Broker.Problem);
    }

    private protected abstract Task<IBroker> CreateAsync();

    private async Task<Hearer> JoinAsync(params string[] channels)
    {
        var hearer = new Hearer(await CreateAsync());
        await hearer.Broker.StartAsync([.. channels.Select(channel => new HeardChannel(channel, hearer.Receive))], static () => { });
        return hearer;
    }

    private sealed class Hearer(IBroker broker) : IAsyncDisposable
    {
        private readonly ConcurrentQueue<byte[]> _received = new();
        private readonly SemaphoreSlim _count = new(0);

        public IBroker Broker => broker;

        public void Receive(ReadOnlySpan<byte> envelope)
        {
            _received.Enqueue(envelope.ToArray());
            _count.Release();
        }

        public async Task<string> NextAsync() => Encoding.UTF8.GetString(await NextBytesAsync());

        public async Task<byte[]> NextBytesAsync()
        {
            Assert.True(await _count.WaitAsync(Patience.Limit, Cancel));
            Assert.True(_received.TryDequeue(out var next));
            return next;
        }

        public async ValueTask DisposeAsync()
        {
            await broker.DisposeAsync();
            _count.Dispose();
        }
    }
}

using Microsoft.AspNetCore.Connections;
using ScriptWs.Http.Kestrel;

namespace ScriptWs.Tests.Http;

/// <summary>Connections that wait for Kestrel.</summary>
public sealed class ForwardingListenerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connections_ThatWait_AreTakenInOrder()
    {
        await using var listener = new ForwardingListener();
        var (first, second) = (new DefaultConnectionContext("1"), new DefaultConnectionContext("2"));
        listener.TryAdd(first);
        listener.TryAdd(second);

        Assert.Equal((first, second), (await listener.AcceptAsync(Cancelled), await listener.AcceptAsync(Cancelled)));
    }

    [Fact]
    public async Task Connection_OverTheBound_IsNotTaken()
    {
        await using var listener = new ForwardingListener();
        for (var i = 0; i < 1024; i++) Assert.True(listener.TryAdd(new DefaultConnectionContext()));

        Assert.False(listener.TryAdd(new DefaultConnectionContext()));
    }

    [Fact]
    public async Task Listener_ThatIsUnbound_EndsAcceptingAndTakesNobody()
    {
        await using var listener = new ForwardingListener();
        var accepting = listener.AcceptAsync(Cancelled);

        await listener.UnbindAsync(Cancelled);

        Assert.Null(await accepting);
        Assert.False(listener.TryAdd(new DefaultConnectionContext()));
    }
}

using ScriptWs.Middleware;
using ScriptWs.Testing;

namespace ScriptWs.Tests.Middleware;

public sealed class MiddlewareTests
{
    private const string Echo = """
        export function onMessage(connection, text) { connection.send(`got ${text}`); }
        export function onBinary(connection, bytes) { connection.send(bytes); }
        """;

    [Fact]
    public async Task Middleware_Always_SeesChangesAnswersAndDrops()
    {
        await using var world = await ServeAsync(async (message, next) =>
        {
            if (message.Text == "drop") return;
            if (message.Text == "ping")
            {
                message.Connection.Send("pong");
                return;
            }

            if (message.IsText) message.Text += "!";
            else message.Bytes = message.Bytes[1..];
            await next();
        });
        var anna = await world.ConnectAsync("anna");

        await anna.SendAsync("drop");
        await anna.SendAsync("ping");
        await anna.SendAsync("hello");
        await anna.SendAsync(new byte[] { 1, 2, 3 });

        Assert.Equal("pong", (await anna.ReceiveAsync()).Text);
        Assert.Equal("got hello!", (await anna.ReceiveAsync()).Text);
        Assert.Equal([2, 3], (await anna.ReceiveAsync()).Bytes.ToArray());
    }

    [Fact]
    public async Task Middleware_ThatWaits_KeepsTheOrderOfItsConnectionOnly()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var world = await ServeAsync(async (message, next) =>
        {
            if (message.Text == "1") await release.Task;
            await next();
        });
        var (anna, bert) = (await world.ConnectAsync("anna"), await world.ConnectAsync("bert"));

        foreach (var text in new[] { "1", "2", "3" }) await anna.SendAsync(text);
        await bert.SendAsync("x");
        var ofBert = await bert.ReceiveAsync();
        var early = anna.TryReceive();
        release.SetResult();

        Assert.Equal("got x", ofBert.Text);
        Assert.Null(early);
        foreach (var text in new[] { "1", "2", "3" }) Assert.Equal($"got {text}", (await anna.ReceiveAsync()).Text);
    }

    [Fact]
    public async Task Middleware_BehindWhichTooManyWait_ClosesTheConnection()
    {
        await using var world = await ServeAsync(async (_, _) => await new TaskCompletionSource().Task);
        var anna = await world.ConnectAsync("anna");

        for (var i = 0; i < MessageLane.MaxWaiting + 2; i++) await anna.SendAsync("x");

        Assert.Equal(new ClosedWith(1008, "too many messages"), await anna.ClosedAsync());
    }

    [Fact]
    public async Task Middleware_ThatThrows_LosesTheMessageAndNotTheConnection()
    {
        var reported = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var world = await World.ServeSourceAsync(Echo, setup => setup.Configure(server =>
        {
            server.Error += (exception, _) => reported.TrySetResult(exception);
            server.Use((message, next) => message.Text == "bad" ? throw new InvalidOperationException("no") : next());
        }));
        var anna = await world.ConnectAsync("anna");

        await anna.SendAsync("bad");
        await anna.SendAsync("good");

        Assert.Equal("got good", (await anna.ReceiveAsync()).Text);
        Assert.Equal("no", (await reported.Task.WaitAsync(TestContext.Current.CancellationToken)).Message);
        Assert.StartsWith("Middleware failed at a message of", Assert.Single(world.UnexpectedLog).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Middleware_OfSeveral_RunsInTheOrderInWhichItWasAdded()
    {
        await using var world = await World.ServeSourceAsync(Echo, setup => setup.Configure(server => server
            .Use(async (message, next) =>
            {
                message.Text += "1";
                await next();
                message.Connection.Send("after");
            })
            .Use(async (message, next) =>
            {
                await Task.Yield();
                message.Text += "2";
                await next();
            })));
        var anna = await world.ConnectAsync("anna");

        await anna.SendAsync("0");

        Assert.Equal("got 012", (await anna.ReceiveAsync()).Text);
        Assert.Equal("after", (await anna.ReceiveAsync()).Text);
    }

    [Fact]
    public async Task Next_CalledTwice_Throws()
    {
        await using var world = await ServeAsync(async (_, next) =>
        {
            await next();
            await next();
        });
        var anna = await world.ConnectAsync("anna");

        await anna.SendAsync("once");
        await anna.SendAsync("again");

        Assert.Equal("got once", (await anna.ReceiveAsync()).Text);
        Assert.Equal("got again", (await anna.ReceiveAsync()).Text);
        await world.SettleAsync();
        Assert.Equal(2, world.UnexpectedLog.Count);
    }

    private static Task<World> ServeAsync(ScriptWsMiddleware middleware) =>
        World.ServeSourceAsync(Echo, setup => setup.Configure(server => server.Use(middleware)));
}

using Microsoft.Extensions.Time.Testing;
using ScriptWs.Cluster;
using ScriptWs.Running;
using ScriptWs.Scripting;
using ScriptWs.Storage;
using ScriptWs.Tests.Scripting;

namespace ScriptWs.Tests.Cluster;

/// <summary>Which node runs a job: two nodes with clocks of their own over one storage.</summary>
public sealed class ClusterJobsTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _clock = new();
    private readonly FakeTimeProvider _otherClock = new();
    private readonly LogLines _log = new();
    private readonly MemoryStorage _state;

    public ClusterJobsTests() => _state = new MemoryStorage(static () => new StorageLimits(0, 0, 0, 0), _clock);

    private DateTimeOffset Now => _clock.GetUtcNow();

    [Fact]
    public async Task Time_ClaimedByTwoNodes_IsOfOne()
    {
        await using var first = NodeOf(_clock);
        await using var second = NodeOf(_otherClock);

        var lease = await first.ClaimAsync("/", "job", Now);
        lease!.End();

        Assert.Null(await second.ClaimAsync("/", "job", Now));
        Assert.NotNull(await second.ClaimAsync("/", "other", Now));
        Assert.NotNull(await second.ClaimAsync("/chat", "job", Now));
    }

    [Fact]
    public async Task Time_ClaimedByManyAtOnce_IsOfOne()
    {
        await using var first = NodeOf(_clock);
        await using var second = NodeOf(_otherClock);

        var leases = await Task.WhenAll(Enumerable.Range(0, 50).SelectMany(_ => new[]
        {
            Task.Run(() => first.ClaimAsync("/", "job", Now).AsTask()), Task.Run(() => second.ClaimAsync("/", "job", Now).AsTask()),
        }));

        Assert.Single(leases.OfType<IJobLease>());
    }

    [Fact]
    public async Task Job_WhileItRuns_IsRunByNoOtherNode()
    {
        await using var first = NodeOf(_clock);
        await using var second = NodeOf(_otherClock);
        var lease = await first.ClaimAsync("/", "job", Now);

        Pass(seconds: 60, _clock, _otherClock);
        Assert.True(lease!.IsHeld);
        Assert.Null(await second.ClaimAsync("/", "job", Now));
        lease.End();
        Pass(seconds: 60, _clock, _otherClock);
        var next = await second.ClaimAsync("/", "job", Now);

        Assert.True(next!.Token > lease.Token);
    }

    [Fact]
    public async Task Job_OfANodeThatStandsStill_IsRunByAnotherAndNotByThatOne()
    {
        await using var first = NodeOf(_clock);
        await using var second = NodeOf(_otherClock);
        var lease = await second.ClaimAsync("/", "job", Now);

        Pass(seconds: 10, _clock); // the other's stands still
        var next = await first.ClaimAsync("/", "job", Now);
        Assert.NotNull(next);
        _otherClock.Advance(TimeSpan.FromSeconds(10));

        Assert.False(lease!.IsHeld);
        Assert.True(next.IsHeld);
        Assert.True(next.Token > lease.Token);
        lease.End();
        Pass(seconds: 5, _clock);
        Assert.True(next.IsHeld);
        Assert.Equal(["The job \"job\" lost its lease while it runs; another node may run it too."], _log.Lines);
    }

    [Fact]
    public async Task Node_ThatEnds_LetsGoOfItsJobs()
    {
        var first = NodeOf(_clock);
        await using var second = NodeOf(_otherClock);
        await first.ClaimAsync("/", "job", Now);

        await first.DisposeAsync();
        Pass(seconds: 1, _clock, _otherClock);

        Assert.NotNull(await second.ClaimAsync("/", "job", Now));
    }

    [Fact]
    public async Task Claim_WithoutTheBroker_Fails()
    {
        var name = $"jobs-{Guid.NewGuid()}";
        var hub = MemoryHub.Enter(name);
        await using var state = new HubStorage(
            name, new StorageSetup(new(), ".", static () => new StorageLimits(0, 0, 0, 0), _clock, _log));
        await using var jobs = new ClusterJobs(state, Lease, _clock, _log);
        hub.Problem = "it is gone";

        await Assert.ThrowsAsync<StorageException>(async () => await jobs.ClaimAsync("/", "job", Now));
        hub.Leave();
    }

    [Fact]
    public void Run_WhoseLeaseEndedBeforeItBegan_DoesNotBegin()
    {
        var claimed = new TaskCompletionSource<IJobLease?>();
        using var hosted = new Hosted(
            "export const jobs = [{ name: 'job', every: '1m', run: ({ due, token }) => console.log(`ran ${due} ${token > 0}`) }];",
            (_, _) => new ValueTask<IJobLease?>(claimed.Task));
        hosted.Clock.Advance(TimeSpan.FromMinutes(1));
        hosted.Host.RunTimers();

        claimed.SetResult(new LostLease());
        hosted.RunPosted();

        Assert.Empty(hosted.Said.Lines);
        Assert.Equal(
            ["The job \"job\" of scripts/main.js does not run: its lease ended while this process stood still."], hosted.Log.Lines);
    }

    [Fact]
    public async Task Jobs_OfTwoServers_RunOnceAtEachTime()
    {
        var name = $"jobs-{Guid.NewGuid()}";
        await using var servers = await TwoServers.StartAsync(
            $"memory:{name}",
            """
            let ran = 0;
            export const jobs = [{ every: "1m", run: () => { ran++; } }];
            export function onEvent() { return ran; }
            export async function onMessage(connection) {
              const { answers } = await server.ask("ran");
              connection.send(`${answers.reduce((sum, { value }) => sum + value, 0)} on ${answers.length}`);
            }
            """,
            _clock);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await servers.MeetAsync();
        using var client = await DotNetClient.ConnectAsync(servers.First.Addresses[0]);

        for (var minutes = 1; minutes <= 5; minutes++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await TwoServers.EventuallyAsync(() => servers.First.IsIdle && servers.Second.IsIdle);
        }

        await client.SendAsync("how many?");
        Assert.Equal("5 on 2", await client.ReceiveTextAsync());
    }

    private static void Pass(int seconds, params FakeTimeProvider[] clocks)
    {
        for (var i = 0; i < seconds; i++)
        {
            foreach (var clock in clocks) clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private ClusterJobs NodeOf(FakeTimeProvider clock) => new(_state, Lease, clock, _log);

    private sealed class LostLease : IJobLease
    {
        public long Token => 1;

        public bool IsHeld => false;

        public void End()
        {
            // It has ended.
        }
    }
}

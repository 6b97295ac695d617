using System.Net;
using Microsoft.Extensions.Time.Testing;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Protocol;
using ScriptWs.Transport;

namespace ScriptWs.Tests.Connections;

public sealed class LimitsTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void TokenBucket_Emptied_RefillsEvenly()
    {
        var bucket = new TokenBucket(new RateOptions(10, TimeSpan.FromSeconds(5)), _clock);

        var first = Enumerable.Range(0, 11).Select(_ => bucket.TryTake()).ToArray();
        _clock.Advance(TimeSpan.FromSeconds(1));
        var second = Enumerable.Range(0, 3).Select(_ => bucket.TryTake()).ToArray();

        Assert.Equal(10, first.Count(taken => taken));
        Assert.Equal([true, true, false], second);
    }

    [Fact]
    public void ConnectRate_PerAddress_RefusesWith429UntilRefilled()
    {
        var admission = new Admission(new LimitsOptions { ConnectRate = new RateOptions(2, TimeSpan.FromSeconds(2)) }, _clock);
        var (one, other) = (From("10.0.0.1"), From("10.0.0.2"));

        var answers = new[] { one, one, one, other }.Select(wire => Admit(admission, wire)).ToArray();
        _clock.Advance(TimeSpan.FromSeconds(1));
        var later = Admit(admission, one);

        Assert.Equal([null, null, 429, null], answers.Select(refusal => refusal?.Status));
        Assert.Null(later);
    }

    [Fact]
    public void MaxConnectionsPerAddress_MappedIPv6_IsTheSameAddress()
    {
        var admission = new Admission(new LimitsOptions { MaxConnectionsPerAddress = 1 }, _clock);

        var first = Admit(admission, From("10.0.0.1"));
        var second = Admit(admission, From("::ffff:10.0.0.1"));

        Assert.Null(first);
        Assert.Equal(429, second?.Status);
    }

    [Fact]
    public void MaxConnections_PlaceFreed_IsGivenAgain()
    {
        var admission = new Admission(new LimitsOptions { MaxConnections = 1 }, _clock);
        var (one, other) = (From("10.0.0.1"), From("10.0.0.2"));

        var answers = new List<int?> { Admit(admission, one)?.Status, Admit(admission, other)?.Status };
        admission.End(one);
        answers.Add(Admit(admission, other)?.Status);

        Assert.Equal([null, 503, null], answers);
    }

    [Fact]
    public void PendingHandshakes_OverTheLimit_AreDropped()
    {
        var admission = new Admission(new LimitsOptions { MaxPendingHandshakes = 1 }, _clock);

        var first = admission.TryBegin(From("10.0.0.1"));
        var second = admission.TryBegin(From("10.0.0.2"));
        admission.EndHandshake();
        var third = admission.TryBegin(From("10.0.0.3"));

        Assert.Equal([true, false, true], [first, second, third]);
    }

    [Fact]
    public void Deadline_Settled_IsForgotten()
    {
        using var deadlines = new DeadlineQueue(_clock, TimeSpan.FromSeconds(5));
        var (settled, open, late) = (new Wait(), new Wait(), new Wait());

        deadlines.Add(settled);
        deadlines.Add(open);
        settled.IsSettled = true;
        _clock.Advance(TimeSpan.FromSeconds(3));
        deadlines.Add(late);
        _clock.Advance(TimeSpan.FromSeconds(2));
        var atFive = (settled.Expired, open.Expired, late.Expired);
        _clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal((false, true, false), atFive);
        Assert.True(late.Expired);
    }

    [Fact]
    public void Topics_SubscribeOverTheBound_IsRefused()
    {
        var wire = new Wire();
        var (_, connection) = wire.Open();

        var answers = Enumerable.Range(0, TopicLimits.MaxSubscriptions + 1).Select(i => connection.Subscribe($"t{i}")).ToArray();

        Assert.Equal(TopicLimits.MaxSubscriptions, answers.Count(subscribed => subscribed));
        Assert.False(answers[^1]);
    }

    [Fact]
    public void Topics_ConnectionGone_LeavesNothingBehind()
    {
        var wire = new Wire();
        var (transport, connection) = wire.Open();
        connection.Subscribe("news");

        transport.Finish();

        Assert.Equal(0, wire.Registry.SubscriberCount("news"));
        Assert.False(connection.Subscribe("news"));
    }

    [Fact]
    public void Publish_ToTopic_ReachesSubscribersButTheSender()
    {
        var wire = new Wire();
        var clients = Enumerable.Range(0, 3).Select(_ => wire.Open()).ToArray();
        clients[0].Connection.Subscribe("news");
        clients[1].Connection.Subscribe("news");

        var count = wire.Registry.Broadcast(SharedFrame.Text("x"), new BroadcastFilter("news", Sender: clients[0].Connection));

        Assert.Equal(1, count);
        Assert.Equal([0, 1, 0], clients.Select(client => Wire.Received(client.Transport).Count));
    }

    [Fact]
    public void Broadcast_OnePeerFails_TheOthersGetIt()
    {
        var wire = new Wire();
        var clients = Enumerable.Range(0, 3).Select(_ => wire.Open()).ToArray();
        clients[0].Connection.Close(CloseStatuses.Bye);

        var count = wire.Registry.Broadcast(SharedFrame.Text("x"), default);

        Assert.Equal(2, count);
    }

    private static HttpRefusal? Admit(Admission admission, InMemoryTransport wire) => admission.TryAdmit(wire, ((IPEndPoint)wire.RemoteEndPoint!).Address);

    private static InMemoryTransport From(string address) => new() { RemoteEndPoint = new IPEndPoint(IPAddress.Parse(address), 5000) };

    private sealed class Wait : IExpiring
    {
        public bool IsSettled { get; set; }

        public bool Expired { get; private set; }

        public void OnExpired() => Expired = true;
    }
}

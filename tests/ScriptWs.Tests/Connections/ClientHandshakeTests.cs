using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Dispatch;
using ScriptWs.Protocol;
using ScriptWs.Routing;
using ScriptWs.Transport;

namespace ScriptWs.Tests.Connections;

public sealed class ClientHandshakeTests : IConnectionHandler, IEndpoint
{
    private static readonly LimitsOptions Limits = new() { HandshakeTimeout = TimeSpan.FromSeconds(10), CloseTimeout = TimeSpan.FromSeconds(5) };

    private readonly FakeTimeProvider _clock = new();
    private readonly ConnectionRegistry _registry = new();
    private readonly Admission _admission;
    private readonly HandshakeSettings _settings;
    private readonly ScriptWorker _worker;
    private Action<UpgradeRequest, Action<UpgradeDecision>> _onUpgrade = static (_, decide) => decide(UpgradeDecision.Accept.Plain);

    public ClientHandshakeTests()
    {
        _worker = new ScriptWorker(100) { Handler = this };
        _admission = new Admission(Limits, _clock);
        var connections = new ConnectionSettings(_registry, _admission, Limits, new CompressionOptions(), _clock, new DeadlineQueue(_clock, Limits.CloseTimeout));
        _settings = new HandshakeSettings(path => path.Text == "/" ? new RouteMatch<IEndpoint>(this, RouteParameters.None) : null, connections, new DeadlineQueue(_clock, Limits.HandshakeTimeout))
        {
            Origins = new OriginRules([], false, new HostRules([]), NullLogger.Instance),
            Addresses = new AddressRules(new AddressesOptions()),
        };
    }

    public IReadOnlyList<string> Subprotocols { get; } = ["v2", "v1"];

    [Fact]
    public void Head_InSingleBytes_OpensTheConnection()
    {
        var transport = Begin();

        foreach (var b in Encoding.ASCII.GetBytes(Wire.RequestHead())) transport.Push([b]);

        Assert.StartsWith("HTTP/1.1 101 ", Text(transport), StringComparison.Ordinal);
        Assert.Equal(1, _registry.Count);
    }

    [Fact]
    public void Head_ThatDoesNotEnd_Is408ThenTheWireIsDropped()
    {
        var transport = Begin();
        transport.Push("GET / HTTP/1.1\r\nHost:"u8);

        _clock.Advance(TimeSpan.FromSeconds(9.9));
        var early = transport.TakeOutput().Length;
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        var answer = Text(transport);
        var aborted = transport.Aborted;
        _clock.Advance(TimeSpan.FromSeconds(5.1));

        Assert.Equal(0, early);
        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.True(transport.OutputClosed);
        Assert.False(aborted);
        Assert.True(transport.Aborted);
    }

    [Fact]
    public void OnUpgrade_ThatNeverDecides_Is408AndALateDecisionIsIgnored()
    {
        Action<UpgradeDecision> decide = null!;
        _onUpgrade = (_, d) => decide = d;
        var transport = Begin();
        transport.Push(Encoding.ASCII.GetBytes(Wire.RequestHead()));

        _clock.Advance(TimeSpan.FromSeconds(10.1));
        var answer = Text(transport);
        decide(UpgradeDecision.Accept.Plain);

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Empty(transport.TakeOutput());
        Assert.Equal(0, _registry.Count);
    }

    [Fact]
    public void Frames_SentBeforeTheDecision_AreReadAfterIt()
    {
        Action<UpgradeDecision> decide = null!;
        _onUpgrade = (_, d) => decide = d;
        var transport = Begin();

        transport.Push([.. Encoding.ASCII.GetBytes(Wire.RequestHead()), .. ClientFrame.Text("early")]);
        transport.Push(ClientFrame.Text("later"));
        var before = transport.TakeOutput().Length;
        _worker.Post(ConnectionEvent.Work(() => decide(UpgradeDecision.Accept.Plain)));

        var output = transport.TakeOutput();
        var head = output.AsSpan().IndexOf("\r\n\r\n"u8) + 4;
        Assert.Equal(0, before);
        Assert.Equal(["text \"early\"", "text \"later\""], ServerFrames.Read(output.AsSpan(head)));
    }

    [Fact]
    public void OnUpgrade_Refuses_ItsStatusHeadersAndBodyGoOut()
    {
        _onUpgrade = (_, decide) => decide(new UpgradeDecision.Refuse(403, [new("X-Why", "full moon")], "Not tonight."));
        var transport = Begin();

        transport.Push(Encoding.ASCII.GetBytes(Wire.RequestHead()));
        var answer = Text(transport);

        Assert.StartsWith("HTTP/1.1 403 Forbidden\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Why: full moon\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nNot tonight.", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void OnUpgrade_ChoosesWhatWasNotOffered_Is500()
    {
        _onUpgrade = (_, decide) => decide(new UpgradeDecision.Accept("v9"));
        var transport = Begin();

        transport.Push(Encoding.ASCII.GetBytes(Wire.RequestHead()));

        Assert.StartsWith("HTTP/1.1 500 ", Text(transport), StringComparison.Ordinal);
    }

    [Fact]
    public void OnUpgrade_HeaderThatWouldSplitTheAnswer_Is500()
    {
        _onUpgrade = (_, decide) => decide(new UpgradeDecision.Accept(null, [new("X-A", "b\r\nX-C: d")]));
        var transport = Begin();

        transport.Push(Encoding.ASCII.GetBytes(Wire.RequestHead()));
        var answer = Text(transport);

        Assert.StartsWith("HTTP/1.1 500 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("X-C", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_GoneDuringTheHandshake_LeavesNothingBehind()
    {
        var transport = Begin();
        transport.Push("GET / HT"u8);

        transport.Finish();
        _admission.Close();

        await _admission.WhenEmpty().WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
    }

    string IEndpoint.Path => "/";

    IMailbox IEndpoint.NextMailbox() => _worker;

    void IConnectionHandler.OnUpgrade(UpgradeRequest request, Action<UpgradeDecision> decide) => _onUpgrade(request, decide);

    void IConnectionHandler.OnConnect(Connection connection)
    {
    }

    void IConnectionHandler.OnText(Connection connection, ReadOnlySpan<byte> utf8) => connection.Send(utf8, Opcode.Text);

    void IConnectionHandler.OnBinary(Connection connection, ReadOnlySpan<byte> bytes)
    {
    }

    void IConnectionHandler.OnDrain(Connection connection)
    {
    }

    void IConnectionHandler.OnDisconnect(Connection connection, CloseStatus status)
    {
    }

    private static string Text(InMemoryTransport transport) => Encoding.Latin1.GetString(transport.TakeOutput());

    private InMemoryTransport Begin()
    {
        var transport = new InMemoryTransport();
        transport.Sink = ClientHandshake.Begin(transport, _settings);
        return transport;
    }
}

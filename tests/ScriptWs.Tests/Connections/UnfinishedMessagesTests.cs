using System.IO.Compression;
using CsCheck;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Protocol;
using ScriptWs.Tests.Protocol;
using ScriptWs.Transport;

namespace ScriptWs.Tests.Connections;

/// <summary>Messages that are never finished: what they may hold together, and for how long.</summary>
public sealed class UnfinishedMessagesTests
{
    private const string TooMuch = "close 1013 \"too many unfinished messages\"";
    private const string TooSlow = "close 1008 \"message took too long\"";

    private static readonly TimeSpan Bound = Patience.Limit;

    private static readonly PermessageDeflate Deflate = new(ServerContextTakeover: false, ClientContextTakeover: true, null);

    [Fact]
    public void CompressedMessage_Unfinished_CountsWhatItInflatesTo()
    {
        var wire = new Wire();
        var (transport, connection) = wire.Open(deflate: Deflate);
        var bomb = Deflated(new byte[1 << 20]);

        transport.Push(Frames.Client(Opcode.Binary, bomb, fin: false, rsv: 4));

        Assert.True(bomb.Length < 2000);
        Assert.Equal((1 << 20, 1 << 20), (wire.Unfinished.Total, connection.Unfinished.Bytes));
        transport.Push(Frames.Continuation(Array.Empty<byte>()));
        Assert.Equal(0, wire.Unfinished.Total);
    }

    [Fact]
    public void Total_OverTheLimit_TakesThoseWhoHeldMostForLongest()
    {
        var wire = new Wire(new LimitsOptions { MaxUnfinishedSize = 100_000, MaxMessageSize = 100_000 });
        var attackers = Enumerable.Range(0, 9).Select(_ => wire.Open(deflate: Deflate)).ToList();
        foreach (var (transport, _) in attackers) transport.Push(Frames.Client(Opcode.Binary, Deflated(new byte[10_000]), fin: false, rsv: 4));
        wire.Clock.Advance(TimeSpan.FromSeconds(10));

        var (newcomer, connection) = wire.Open();
        newcomer.Push(Frames.Text(new string('x', 30_000), fin: false));
        newcomer.Push(Frames.Continuation("yes"));

        var closed = attackers.Count(attacker => Wire.Received(attacker.Transport).SequenceEqual([TooMuch]));
        Assert.Equal((3, ConnectionState.Open), (closed, connection.State));
        Assert.Equal(60_000, wire.Unfinished.Total);
        Assert.Equal([$"text \"{new string('x', 30_000)}yes\""], Wire.Received(newcomer));
    }

    [Fact]
    public void Total_OverTheLimit_GivesMemoryBackAtOnceAndTheClientMayStillClose()
    {
        var wire = new Wire(new LimitsOptions { MaxUnfinishedSize = 40_000, MaxMessageSize = 40_000 });
        var (transport, connection) = wire.Open(deflate: Deflate);
        transport.Push(Frames.Client(Opcode.Binary, Deflated(new byte[30_000]), fin: false, rsv: 4));
        wire.Clock.Advance(TimeSpan.FromSeconds(1));
        var (other, _) = wire.Open(deflate: Deflate);
        other.Push(Frames.Client(Opcode.Binary, Deflated(new byte[20_000]), fin: false, rsv: 4));
        var held = connection.Unfinished.Bytes;

        transport.Push(Frames.Continuation(new byte[500]));
        transport.Push(Frames.Client(Opcode.Text, Deflated(new byte[30_000]), rsv: 4).AsSpan(0, 20));
        transport.Push([.. new byte[30]]);
        var later = wire.Unfinished.Total;
        transport.Finish();
        other.Finish();

        Assert.Equal((0, 20_000L), (held, later));
        Assert.Equal([TooMuch], Wire.Received(transport));
        Assert.Equal(["connect", "connect", "disconnect 1013 too many unfinished messages", "disconnect 1006"], wire.Events);
        Assert.Equal(0, wire.Unfinished.Total);
    }

    [Fact]
    public void Total_OfALimitBelowOneMessage_LeavesRoomForOne()
    {
        var wire = new Wire(new LimitsOptions { MaxUnfinishedSize = 1, MaxMessageSize = 1000 });
        var (transport, _) = wire.Open();

        transport.Push(Frames.Binary(new byte[999], fin: false));
        transport.Push(Frames.Continuation([1]));

        Assert.Equal([$"binary {new string('0', 1999)}1"], Wire.Received(transport));
    }

    [Fact]
    public void Total_OfNoLimit_GrowsAsItLikes()
    {
        var wire = new Wire(new LimitsOptions { MaxUnfinishedSize = 0, MessageTimeout = TimeSpan.Zero });
        var open = Enumerable.Range(0, 300).Select(_ => wire.Open(deflate: Deflate).Transport).ToList();
        var bomb = Frames.Client(Opcode.Binary, Deflated(new byte[1 << 20]), fin: false, rsv: 4);

        foreach (var transport in open) transport.Push(bomb);
        wire.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(300L << 20, wire.Unfinished.Total);
        foreach (var transport in open) transport.Finish();
        Assert.Equal(0, wire.Unfinished.Total);
    }

    [Theory]
    [InlineData("81")] // half a header
    [InlineData("8185")] // a header without its key
    [InlineData("8185 01020304")] // a whole header
    [InlineData("8185 01020304 6968")] // some of the payload
    [InlineData("0185 01020304 6967 6F68 6E")] // the first fragment
    [InlineData("0180 01020304")] // an empty first fragment
    [InlineData("8984 01020304 11")] // half a Ping
    [InlineData("0180 01020304 8980 01020304 00")] // half a fragment behind a Ping
    public void Message_ThatTakesTooLong_IsClosedWith1008(string hex)
    {
        var wire = new Wire();
        var (transport, _) = wire.Open();

        transport.Push(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        wire.Clock.Advance(TimeSpan.FromSeconds(59));
        var before = Wire.Received(transport).Where(frame => frame != "pong \"\"").ToList();
        wire.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(before);
        Assert.Equal([TooSlow], Wire.Received(transport));
        wire.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True(transport.Aborted);
    }

    [Fact]
    public void Message_ThatDripsAByteASecond_IsClosedWith1008()
    {
        var wire = new Wire();
        var (transport, _) = wire.Open();
        var frame = Frames.Text(new string('x', 1000));

        for (var i = 0; i < 61; i++)
        {
            transport.Push(frame.AsSpan(i, 1));
            wire.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([TooSlow], Wire.Received(transport));
    }

    [Fact]
    public void Messages_OneAfterTheOther_EachHaveTheirTime()
    {
        var wire = new Wire();
        var (transport, connection) = wire.Open();
        var frame = Frames.Text("hello");

        for (var i = 0; i < 20; i++)
        {
            // Never is there a moment at which nothing is unfinished.
            transport.Push([.. i == 0 ? [] : frame[3..], .. frame[..3]]);
            wire.Clock.Advance(TimeSpan.FromSeconds(50));
        }

        Assert.Equal((ConnectionState.Open, 19), (connection.State, wire.TextCount));
    }

    [Fact]
    public void Total_AfterAnyEvents_IsWhatTheConnectionsHold() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 9], Gen.Int[1, 3000]).Array[1, 60].Sample(
            steps =>
            {
                var wire = new Wire(new LimitsOptions { MaxUnfinishedSize = 5000, MaxMessageSize = 4000 });
                var clients = Enumerable.Range(0, 4).Select(_ => new Client(wire.Open(deflate: Deflate))).ToList();

                foreach (var (who, what, size) in steps)
                {
                    clients[who].Do(what, size, wire);

                    // A wire that is dropped tells so on the pool, and what else is closed then waits for that turn.
                    Assert.True(SpinWait.SpinUntil(() => wire.Worker.IsIdle, Bound));
                    Assert.Equal(clients.Sum(client => client.Held), wire.Unfinished.Total);
                    Assert.Equal(clients.Sum(client => (long)client.Connection.Unfinished.Bytes), wire.Unfinished.Total);
                    Assert.InRange(wire.Unfinished.Total, 0, 5000);
                }

                foreach (var client in clients) client.Transport.Finish();
                Assert.Equal(0, wire.Unfinished.Total);
            },
            iter: 2000, threads: 1);

    private static byte[] Deflated(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var deflate = new DeflateStream(output, CompressionLevel.SmallestSize))
        {
            deflate.Write(bytes);
            deflate.Flush();
            return output.ToArray()[..^4];
        }
    }

    /// <summary>A client that knows what the server must hold of it.</summary>
    private sealed class Client((InMemoryTransport Transport, Connection Connection) ends)
    {
        private long _held;
        private bool _inMessage;
        private bool _isGone;

        public InMemoryTransport Transport => ends.Transport;

        public Connection Connection => ends.Connection;

        /// <summary>Nothing once the connection closes, whoever wanted that.</summary>
        public long Held => _isGone || Connection.State != ConnectionState.Open ? 0 : _held;

        public void Do(int what, int size, Wire wire)
        {
            switch (what)
            {
                case 0 or 1 or 2 or 3:
                    Begin(size, compressed: what < 2);
                    break;
                case 4 when _inMessage:
                    Transport.Push(Frames.Continuation([]));
                    (_held, _inMessage) = (0, false);
                    break;
                case 5:
                    Transport.Push(Frames.Ping("still here"));
                    break;
                case 6:
                    wire.Clock.Advance(TimeSpan.FromSeconds(size / 100.0));
                    break;
                case 7 when !_inMessage:
                    Transport.Push(Frames.Binary(new byte[size]));
                    break;
                case 8 when size < 200:
                    Transport.Push(size < 100 ? Frames.Close(1000) : Some.Bytes(100));
                    _held = Connection.State == ConnectionState.Open ? Connection.Unfinished.Bytes : 0;
                    _isGone = Connection.State != ConnectionState.Open;
                    if (!_isGone) Finish(); // the noise was no frame's end: what comes next could not be foreseen
                    break;
                case 9 when size < 200:
                    Finish();
                    break;
            }
        }

        private void Begin(int size, bool compressed)
        {
            if (_inMessage) return;
            Transport.Push(compressed ? Frames.Client(Opcode.Binary, Deflated(new byte[size]), fin: false, rsv: 4) : Frames.Binary(new byte[size], fin: false));
            (_held, _inMessage) = (size, true);
        }

        private void Finish()
        {
            Transport.Finish();
            _isGone = true;
        }
    }
}

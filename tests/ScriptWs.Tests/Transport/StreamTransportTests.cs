using ScriptWs.Connections;
using ScriptWs.Transport;

namespace ScriptWs.Tests.Transport;

/// <summary>A wire on a stream that another web server brought.</summary>
public sealed class StreamTransportTests
{
    private int _aborts;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bytes_WrittenBeforeThereIsAStream_GoOutFirst()
    {
        var (transport, sink, stream) = Create("");

        transport.Write("one "u8);
        var running = transport.RunAsync(stream);
        transport.Write("two"u8);
        transport.ResumeReading();
        await running;

        Assert.Equal("one two", stream.Written);
        Assert.Equal(1, sink.Disconnects);
    }

    [Fact]
    public async Task Stream_BeforeReadingIsResumed_IsNotRead()
    {
        var (transport, sink, stream) = Create("hello");

        var running = transport.RunAsync(stream);
        var before = sink.Received;
        transport.ResumeReading();
        await running;

        Assert.Equal(("", "hello"), (before, sink.Received));
    }

    [Fact]
    public async Task Sink_ThatWantsNoMore_IsGivenTheRestWhenItResumes()
    {
        var (transport, sink, stream) = Create("hello", "world");
        sink.WantsMore = false;

        transport.ResumeReading();
        var running = transport.RunAsync(stream);
        var before = sink.Received;
        sink.WantsMore = true;
        transport.ResumeReading();
        await running;

        Assert.Equal(("hello", "helloworld"), (before, sink.Received));
    }

    [Fact]
    public async Task Abort_AfterTheEnd_TouchesTheWebServerNoMore()
    {
        var (transport, _, stream) = Create("");
        transport.ResumeReading();
        await transport.RunAsync(stream);

        transport.Abort();

        Assert.Equal(0, _aborts);
    }

    [Fact]
    public async Task CloseOutput_WithBytesThatWait_SendsThemAndEnds()
    {
        var (transport, sink, stream) = Create();
        stream.StaysOpen = true;

        transport.ResumeReading();
        var running = transport.RunAsync(stream);
        transport.Write("bye"u8);
        transport.CloseOutput();

        await running.WaitAsync(Patience.Limit, Cancelled);
        Assert.Equal(("bye", 1), (stream.Written, sink.Disconnects));
    }

    private (StreamTransport Transport, RecordingSink Sink, ScriptedStream Stream) Create(params string[] reads)
    {
        var sink = new RecordingSink();
        return (new StreamTransport(null, null, false, () => _aborts++) { Sink = sink }, sink, new ScriptedStream(reads));
    }

    private sealed class RecordingSink : ITransportSink
    {
        public string Received { get; private set; } = "";

        public int Disconnects { get; private set; }

        public bool WantsMore { get; set; } = true;

        public bool OnReceived(Span<byte> bytes)
        {
            Received += System.Text.Encoding.ASCII.GetString(bytes);
            return WantsMore;
        }

        public void OnWritable()
        {
        }

        public void OnDisconnected() => Disconnects++;
    }
}

using System.Text;
using ScriptWs.Connections;
using ScriptWs.Topics;

namespace ScriptWs.Tests.Topics;

/// <summary>Histories as the bytes that a storage keeps.</summary>
public sealed class HistoryBytesTests
{
    [Fact]
    public void Bytes_ThatAreCutOrChanged_AreNeverAFault()
    {
        var random = new Random(5);
        var entry = new HistoryEntry(new Position(7), new Position(6), SharedFrame.Text("hello"), null);
        var chunk = HistoryChunk.Write([entry, entry with { Id = new Position(8), Previous = new Position(7) }]);
        var head = new HistoryHead("chat \ud800", new Position(8), 5, Guid.NewGuid());

        Assert.Equal(["hello", "hello"], HistoryChunk.Read(chunk).Select(one => Encoding.UTF8.GetString(one.Frame.Payload)));
        Assert.Equal(head, HistoryHead.TryParse(head.ToBytes()));
        for (var i = 0; i < 5000; i++)
        {
            var changed = chunk[..random.Next(chunk.Length + 1)];
            if (changed.Length > 0) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            Assert.InRange(HistoryChunk.Read(changed).Count, 0, 2);
            HistoryHead.TryParse(changed);
        }
    }
}

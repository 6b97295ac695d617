using System.Text;
using System.Text.Json;
using ScriptWs.ClientProtocol;

namespace ScriptWs.Tests.ClientProtocol;

/// <summary>Frames of clients, as they should be and otherwise.</summary>
public sealed class RpcReaderTests
{
    private const int Seed = 20261130;

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"rpc.add","params":{"a":[1,{"b":2}]}}""", "Request 1 rpc.add {\"a\":[1,{\"b\":2}]}")]
    [InlineData("""{"jsonrpc":"2.0","method":"rpc.add"}""", "Notification  rpc.add ")]
    [InlineData("""{"params":[1],"method":"m","id":"x\"y","jsonrpc":"2.0","other":{"id":3}}""", "Request \"x\\\"y\" m [1]")]
    [InlineData("""{"jsonrpc":"2.0","id":-1.5,"method":"m"}""", "Request -1.5 m ")]
    [InlineData(""" { "json\u0072pc" : "2.0" , "method" : "\u006d" } """, "Notification  m ")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":null}""", "Response 1  ")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"error":{"code":1,"message":""}}""", "Response null  ")]
    public void Read_Message_IsTakenApart(string frame, string expected)
    {
        var message = RpcReader.Read(Encoding.UTF8.GetBytes(frame));

        var (id, parameters) = (Encoding.UTF8.GetString(message.Id), Encoding.UTF8.GetString(message.Parameters));
        Assert.Equal(expected, $"{message.Kind} {id} {message.Method} {parameters}");
    }

    [Theory]
    [InlineData("", -32700, "null")]
    [InlineData("hello", -32700, "null")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"m"} x""", -32700, "null")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"m",}""", -32700, "null")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"m"}{}""", -32700, "null")]
    [InlineData("1", -32600, "null")]
    [InlineData("null", -32600, "null")]
    [InlineData("[]", -32600, "null")]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"method":"m"}]""", -32600, "null")]
    [InlineData("{}", -32600, "null")]
    [InlineData("""{"id":7,"method":"m"}""", -32600, "7")]
    [InlineData("""{"jsonrpc":"1.0","id":7,"method":"m"}""", -32600, "7")]
    [InlineData("""{"jsonrpc":2.0,"id":7,"method":"m"}""", -32600, "7")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"method":"m"}""", -32600, "null")]
    [InlineData("""{"jsonrpc":"2.0","id":{},"method":"m"}""", -32600, "null")]
    [InlineData("""{"jsonrpc":"2.0","id":true,"method":"m"}""", -32600, "null")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":5}""", -32600, "7")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"m","params":"text"}""", -32600, "7")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"m","params":null}""", -32600, "7")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"id":8,"method":"m"}""", -32600, "null")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"m","\u006dethod":"n"}""", -32600, "null")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"m","result":1}""", -32600, "7")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"result":1,"error":{}}""", -32600, "7")]
    [InlineData("""{"jsonrpc":"2.0","id":7}""", -32600, "7")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"\ud800"}""", -32600, "null")]
    public void Read_AnythingElse_IsRefused(string frame, int code, string id)
    {
        var message = RpcReader.Read(Encoding.UTF8.GetBytes(frame));

        Assert.Equal((RpcKind.Invalid, code, id), (message.Kind, message.Problem!.Code, Encoding.UTF8.GetString(message.Id)));
    }

    [Fact]
    public void Read_LongIdOrName_IsRefused()
    {
        var longId = $$"""{"jsonrpc":"2.0","id":"{{new string('x', 100)}}","method":"m"}""";
        var longName = $$"""{"jsonrpc":"2.0","id":1,"method":"{{new string('x', 300)}}"}""";

        Assert.Equal(RpcKind.Invalid, RpcReader.Read(Encoding.UTF8.GetBytes(longId)).Kind);
        Assert.Equal(RpcKind.Invalid, RpcReader.Read(Encoding.UTF8.GetBytes(longName)).Kind);
    }

    [Fact]
    public void Read_DeepNesting_IsRefused()
    {
        var deep = $$"""{"jsonrpc":"2.0","id":1,"method":"m","params":{{new string('[', 100_000)}}{{new string(']', 100_000)}}}""";

        Assert.Equal(-32700, RpcReader.Read(Encoding.UTF8.GetBytes(deep)).Problem!.Code);
    }

    [Fact]
    public void Read_BrokenFrames_AreAnsweredWithValidJson()
    {
        var random = new Random(Seed);
        string[] pieces =
        [
            "{", "}", "[", "]", ",", ":", "\"jsonrpc\"", "\"2.0\"", "\"id\"", "\"method\"", "\"params\"", "\"result\"", "\"error\"",
            "1", "-0", "1e400", "null", "true", "\"\\ud800\"", "\"\\u0000\"", "\"é😀\"", " ", "\n", "\0", "\"", "\\",
        ];
        byte[] good = Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","id":"a1","method":"rpc.add","params":{"a":1,"b":[2,"\n"]}}""");
        for (var i = 0; i < 50_000; i++)
        {
            byte[] frame;
            if (i % 2 == 0)
            {
                var chosen = Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]);
                frame = Encoding.UTF8.GetBytes(string.Concat(chosen));
            }
            else
            {
                frame = [.. good];
                for (var n = random.Next(1, 4); n > 0; n--) frame[random.Next(frame.Length)] = (byte)random.Next(256);
            }

            var message = RpcReader.Read(frame);
            if (message.Kind == RpcKind.Notification) continue;

            // Whatever id was read is echoed, so that it must be JSON; what was not read is null.
            var answer = message.Problem is { } problem ? RpcWriter.Error(message.Id, problem) : RpcWriter.Result(message.Id, "{}"u8);
            if (message.Kind == RpcKind.Invalid || IsUtf8(frame)) using (JsonDocument.Parse(answer.ToArray())) { }
        }
    }

    /// <summary>The connection has checked it before.</summary>
    private static bool IsUtf8(byte[] frame) => System.Text.Unicode.Utf8.IsValid(frame);
}

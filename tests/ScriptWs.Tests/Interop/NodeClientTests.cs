using ScriptWs.Configuration;

namespace ScriptWs.Tests.Interop;

/// <summary>The server as the <c>ws</c> package for Node.js sees it; node-client.mjs holds the client's side.</summary>
public sealed class NodeClientTests
{
    [Theory]
    [InlineData("text", "text Grüße 🌍", "closed 1000 done")]
    [InlineData("binary", "binary 70000 equal", "closed 1000 done")]
    [InlineData("fragments", "text 1,2,3,4,5,end pongs 12345", "closed 1000 done")]
    [InlineData("ping", "pong are you there?", "closed 1000 done")]
    [InlineData("compression", "extensions permessage-deflate", "equal", "equal", "equal", "closed 1000 done")]
    [InlineData("subprotocol", "subprotocol chat.v2", "closed 1000 done")]
    [InlineData("closed", "closed 4001 as you wish")]
    [InlineData("hundreds", "300 received it")]
    public async Task NodeClient_InEachScenario_SeesWhatItShould(string scenario, params string[] expected)
    {
        await using var server = await EchoServer.StartAsync(options => options with { Compression = new CompressionOptions { Enabled = true } });

        var (exitCode, output) = await NodeTools.RunAsync("Interop/node-client.mjs", server.Address.ToString(), scenario);

        Assert.Equal(expected, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(0, exitCode);
    }
}

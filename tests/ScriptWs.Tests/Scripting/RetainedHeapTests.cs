using System.Net.WebSockets;
using System.Text;
using ScriptWs.Configuration;
using ScriptWs.Scripting;

namespace ScriptWs.Tests.Scripting;

public sealed class RetainedHeapTests
{
    private static readonly TimeSpan Bound = Patience.Limit;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("kept.push('x'.repeat(1_000_000) + kept.length)")]
    [InlineData("kept.push(new Uint8Array(2_000_000))")]
    [InlineData("kept.push('x'.repeat(1_000_000).slice(0, 900_000) + 'y')")]
    [InlineData("for (let i = 0; i < 10_000; i++) kept.push(JSON.stringify({ i, text: 'x'.repeat(100) }))")]
    [InlineData("for (let i = 0; i < 10_000; i++) kept.push({ i, next: kept.length, text: `${i}` })")]
    [InlineData("const map = new Map(); for (let i = 0; i < 10_000; i++) map.set(`${i}`, [i]); kept.push(map)")]
    [InlineData("for (let i = 0; i < 10_000; i++) { const n = i; kept.push(() => n); }")]
    public void Measure_WhateverKeepsIt_Grows(string statement)
    {
        var budget = Hosted.Budget with { TurnTimeout = TimeSpan.FromSeconds(60) };
        using var hosted = new Hosted($"const kept = []; export function onStart() {{ {statement}; }}", budget);
        var before = RetainedHeap.Measure(hosted.Host.Engine, long.MaxValue);

        hosted.Host.OnStart();
        hosted.Host.OnStart();

        Assert.Empty(hosted.Log.Lines);
        Assert.InRange(before, 1_000, 4_000_000);
        Assert.InRange(RetainedHeap.Measure(hosted.Host.Engine, long.MaxValue) - before, 900_000, 100_000_000);
    }

    [Fact]
    public async Task Script_KeepingMoreThanItsMemory_IsReplacedAndItsConnectionsStay()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "hoard.js"),
            """
            const kept = [];
            export function onMessage(connection, text) {
              for (let i = 0; i < 20; i++) kept.push(new Uint8Array(100_000).fill(i));
              connection.send(`${kept.length} of ${server.connections.size}`);
            }
            """,
            Cancel);
        await using var server = await ScriptWsServer.StartAsync(
            new ScriptWsOptions
            {
                BaseDirectory = folder.Path,
                Listen = [new ListenOptions { Port = 0 }],
                Endpoints = [new EndpointOptions { Script = "hoard.js" }],
                Script = new ScriptOptions { Memory = 8 << 20, TurnTimeout = TimeSpan.FromSeconds(60) },
            },
            cancellationToken: Cancel);
        using var client = new ClientWebSocket();
        await client.ConnectAsync(server.Addresses[0], Cancel);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(Bound);

        var answers = new List<string>();
        while (answers.Count(answer => answer == "20 of 1") < 2)
        {
            GC.Collect(0);
            answers.Add(await AskAsync(client, limit.Token));
        }

        Assert.Equal("20 of 1", answers[0]);
        Assert.Contains("80 of 1", answers);
        Assert.Equal(WebSocketState.Open, client.State);
    }

    private static async Task<string> AskAsync(ClientWebSocket client, CancellationToken cancel)
    {
        await client.SendAsync("keep"u8.ToArray(), WebSocketMessageType.Text, true, cancel);
        var buffer = new byte[100];
        var result = await client.ReceiveAsync(buffer, cancel);
        return Encoding.UTF8.GetString(buffer, 0, result.Count);
    }
}

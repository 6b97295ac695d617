using System.Globalization;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Samples;

/// <summary>scripts/counter.js: what parallel workers share, and what not.</summary>
public sealed class CounterTests
{
    private const int Clients = 8;
    private const int Messages = 25;

    [Theory]
    [InlineData(DispatchMode.Serial, 1)]
    [InlineData(DispatchMode.Parallel, 2)]
    public async Task Counter_InBothModes_LosesNoCount(DispatchMode dispatch, int workers)
    {
        await using var server = await SampleServer.StartAsync("scripts/counter.js", dispatch);

        var answers = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => CountAsync(server)));

        var counts = answers.SelectMany(answer => answer).ToList();
        Assert.Equal(Enumerable.Range(1, Clients * Messages), counts.Select(count => count.InAll).Order());
        var perWorker = counts.GroupBy(count => count.Worker).ToList();
        Assert.InRange(perWorker.Count, 1, workers);
        Assert.All(perWorker, worker => Assert.Equal(Enumerable.Range(1, worker.Count()), worker.Select(count => count.Here).Order()));
    }

    private static async Task<List<(string Worker, int Here, int InAll)>> CountAsync(SampleServer server)
    {
        using var client = await server.ConnectAsync();
        await client.ReceiveTextAsync(); // the count so far

        var counts = new List<(string, int, int)>();
        foreach (var _ in Enumerable.Range(0, Messages))
            await client.SendAsync("count");
        while (counts.Count < Messages)
        {
            var words = (await client.ReceiveTextAsync()).Split(' ', ':', ',');
            if (words[0] == "worker") // not what the others published
                counts.Add((words[1], Number(words[3]), Number(words[6])));
        }

        return counts;
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}

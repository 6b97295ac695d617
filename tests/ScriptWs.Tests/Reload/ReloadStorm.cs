using System.Globalization;
using ScriptWs.Reload;

namespace ScriptWs.Tests.Reload;

/// <summary>
/// Many clients talking while the script is reloaded again and again, every third time with a version that is broken.
/// Each version says who it is, and each connection's <c>data</c> counts what it was asked: a message that was lost,
/// answered twice, out of order or by a broken version shows.
/// </summary>
internal sealed class ReloadStorm(ScriptWsServer server, string file)
{
    private readonly List<string> _violations = [];

    public List<StormClient> Clients { get; } = [];

    public int Live { get; private set; }

    public int Refused { get; private set; }

    /// <summary>From where to where each reload that went live took, as timestamps of the system's clock.</summary>
    public List<(long Began, long Ended)> Reloads { get; } = [];

    /// <summary>How long each client thinks before it asks again; zero asks as fast as it is answered.</summary>
    public TimeSpan Every { get; init; }

    /// <summary>What lies between two reloads.</summary>
    public TimeSpan BetweenReloads { get; init; }

    public long Messages => Clients.Sum(client => (long)client.Sent);

    /// <summary>What was not as it must be; empty when all was well.</summary>
    public IReadOnlyList<string> Violations => [.. _violations, .. Clients.Select(client => client.Violation).OfType<string>()];

    /// <param name="connections">How many clients talk.</param>
    /// <param name="reloads">How many reloads there are.</param>
    /// <param name="sharesState">Whether one engine counts all messages: serial dispatch.</param>
    /// <param name="bound">Gives up.</param>
    public async Task RunAsync(int connections, int reloads, bool sharesState, CancellationToken bound)
    {
        for (var i = 0; i < connections; i++)
        {
            var client = new StormClient();
            Clients.Add(client);
            await client.ConnectAsync(server.Addresses[0], bound);
        }

        var control = Clients[0];
        using var end = new CancellationTokenSource();
        var talking = Clients.Skip(1).Select(client => Task.Run(() => client.TalkAsync(Every, end.Token, bound), bound)).ToArray();
        for (var i = 1; i <= reloads; i++)
        {
            var broken = i / 3;
            if (i % 3 != 0) await ReloadAsync(Versions.Fit(i), fit: true, bound);
            else if (broken % 10 != 0) await ReloadAsync(Versions.Broken(broken), fit: false, bound);
            else await ReloadSpoiltAsync(control, i, bound);
            if (BetweenReloads > TimeSpan.Zero) await Task.Delay(BetweenReloads, bound);
        }

        await end.CancelAsync();
        await Task.WhenAll(talking);
        var total = await control.AskAsync("total", bound);
        if (sharesState && total != Messages.ToString(CultureInfo.InvariantCulture)) _violations.Add($"{Messages} messages were sent, the script counted {total}");
    }

    /// <summary>The version that runs cannot be left, since its state holds a function.</summary>
    private async Task ReloadSpoiltAsync(StormClient control, int number, CancellationToken bound)
    {
        await control.AskAsync("spoil", bound);
        await ReloadAsync(Versions.Fit(number), fit: false, bound);
        await control.AskAsync("mend", bound);
    }

    private async Task ReloadAsync(string source, bool fit, CancellationToken bound)
    {
        await File.WriteAllTextAsync(file, source, bound);
        var began = TimeProvider.System.GetTimestamp();
        var result = (await server.ReloadAsync(bound))[0];
        if (result.Outcome == ReloadOutcome.Live) Live++;
        else Refused++;
        if (result.Outcome == ReloadOutcome.Live) Reloads.Add((began, TimeProvider.System.GetTimestamp()));
        if (result.Outcome != (fit ? ReloadOutcome.Live : ReloadOutcome.Refused)) _violations.Add($"a {(fit ? "fit" : "broken")} version: {result}");
    }
}

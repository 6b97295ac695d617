using ScriptWs.Scripting;

namespace ScriptWs.Tests.Scripting;

public sealed class JobTests
{
    [Fact]
    public void Interval_Passed_RunsTheJobOncePerInterval()
    {
        using var hosted = new Hosted("export const jobs = [{ every: '5m', run: () => console.log('ran') }];");

        Pass(hosted, TimeSpan.FromMinutes(4));
        Assert.Empty(hosted.Said.Lines);
        Pass(hosted, TimeSpan.FromMinutes(1));
        Pass(hosted, TimeSpan.FromMinutes(5));

        Assert.Equal(["ran", "ran"], hosted.Said.Lines);
        Assert.Empty(hosted.Log.Lines);
    }

    [Fact]
    public void Job_ThatIsLate_RunsOnce()
    {
        using var hosted = new Hosted("export const jobs = [{ every: '1m', run: () => console.log('ran') }];");

        Pass(hosted, TimeSpan.FromMinutes(10.5));
        Pass(hosted, TimeSpan.FromSeconds(29));
        Assert.Equal(["ran"], hosted.Said.Lines);
        Pass(hosted, TimeSpan.FromMinutes(1));

        Assert.Equal(["ran", "ran"], hosted.Said.Lines);
    }

    [Fact]
    public void Cron_InAZone_RunsAtItsTimes()
    {
        using var hosted = new Hosted(
            "export const jobs = [{ cron: '0 3 * * *', zone: 'Europe/Berlin', run: () => console.log(new Date().toISOString()) }];");

        // The clock of summer begins on 26 March 2000.
        hosted.Clock.SetUtcNow(new DateTimeOffset(2000, 3, 25, 0, 0, 0, TimeSpan.Zero));
        for (var hours = 0; hours < 72; hours++) Pass(hosted, TimeSpan.FromHours(1));

        Assert.Contains("2000-03-25T02:00:00.000Z", hosted.Said.Lines);
        Assert.Contains("2000-03-26T01:00:00.000Z", hosted.Said.Lines);
        Assert.Contains("2000-03-27T01:00:00.000Z", hosted.Said.Lines);
    }

    [Fact]
    public void Job_WhoseLastRunGoesOn_IsSkipped()
    {
        using var hosted = new Hosted(
            """
            let end;
            export const jobs = [{ name: 'slow', every: '1m', run: () => new Promise((done) => { console.log('ran'); end = done; }) }];
            export function onStart() { end(); }
            """);

        Pass(hosted, TimeSpan.FromMinutes(1));
        Pass(hosted, TimeSpan.FromMinutes(1));
        Assert.Equal(["ran"], hosted.Said.Lines);
        hosted.Host.OnStart();
        Pass(hosted, TimeSpan.FromMinutes(1));

        Assert.Equal(["ran", "ran"], hosted.Said.Lines);
        Assert.Equal(["scripts/main.js: the job \"slow\" was skipped, since its last run has not ended."], hosted.Log.Lines);
    }

    [Theory]
    [InlineData("() => { throw new Error('no'); }", "scripts/main.js:1:", "Error: no.")]
    [InlineData("async () => { throw new Error('no'); }", "scripts/main.js:1:", "the job \"broken\" was rejected: Error: no.")]
    public void Job_ThatFails_IsLoggedWithItsPlaceAndRunsAgain(string run, string place, string problem)
    {
        using var hosted = new Hosted($"export const jobs = [{{ name: 'broken', every: '1m', run: {run} }}];");

        Pass(hosted, TimeSpan.FromMinutes(1));
        Pass(hosted, TimeSpan.FromMinutes(1));

        Assert.StartsWith(place, hosted.Log.Lines[0], StringComparison.Ordinal);
        Assert.EndsWith(problem, hosted.Log.Lines[0], StringComparison.Ordinal);
        Assert.True(hosted.Jobs.Jobs.Single() is { IsRunning: false, Last: not null });
    }

    [Fact]
    public void Board_WithTheNextVersion_ContinuesWhatIsUnchanged()
    {
        using var hosted = new Hosted(
            "const run = () => {}; export const jobs = [{ name: 'a', every: '10m', run }, { name: 'b', every: '10m', run }];");
        var before = hosted.Jobs.Jobs;
        hosted.Clock.Advance(TimeSpan.FromMinutes(4));
        using var next = new Hosted(
            "const run = () => {}; export const jobs = [{ name: 'b', every: '5m', run }, { name: 'a', every: '10m', run }];");

        hosted.Jobs.Use(next.Host.Jobs);

        Assert.Equal(before[0].Next, hosted.Jobs.Jobs.Single(job => job.Name == "a").Next);
        Assert.Equal(hosted.Clock.GetUtcNow() + TimeSpan.FromMinutes(5), hosted.Jobs.Jobs.Single(job => job.Name == "b").Next);
    }

    [Theory]
    [InlineData("5", "jobs is exported, but it is not an array of jobs.")]
    [InlineData("[5]", "jobs[0]: must be an object, as in { every: \"5m\", run }.")]
    [InlineData("[{ every: '5m' }]", "jobs[0]: run must be a function.")]
    [InlineData("[{ run() {} }]", "jobs[0]: must have either every or cron, as in { every: \"5m\", run }.")]
    [InlineData("[{ run() {}, every: '5m', cron: '* * * * *' }]", "jobs[0]: must have either every or cron, as in { every: \"5m\", run }.")]
    [InlineData(
        "[{ run() {}, every: 'soon' }]",
        "jobs[0]: every must be an interval from 1s to 366d, as in \"30s\", \"5m\" or \"12h\" (found \"soon\").")]
    [InlineData(
        "[{ run() {}, every: 10 }]",
        "jobs[0]: every must be an interval from 1s to 366d, as in \"30s\", \"5m\" or \"12h\" (found 10).")]
    [InlineData("[{ run() {}, every: '5m', zone: 'UTC' }]", "jobs[0]: zone belongs to cron; remove it.")]
    [InlineData(
        "[{ run() {}, cron: '* * * * *', zone: 'Mars' }]",
        "jobs[0]: zone must be a time zone that this machine knows, such as \"Europe/Berlin\" (found \"Mars\").")]
    [InlineData("[{ run() {}, cron: 5 }]", "jobs[0]: cron must be a text such as \"0 3 * * *\".")]
    [InlineData("Array.from({ length: 101 }, () => ({}))", "jobs has more than 100 entries (found 101).")]
    [InlineData(
        "[{ name: 'a', every: '5m', run() {} }, { name: 'a', every: '5m', run() {} }]",
        "jobs[1]: the name \"a\" is used twice; give each job a name of its own.")]
    public void Jobs_ThatAreWrong_KeepTheScriptFromLoading(string jobs, string expected) =>
        Assert.Equal($"scripts/main.js: {expected}", Hosted.LoadFailure($"export const jobs = {jobs};"));

    [Fact]
    public void Cron_ThatIsNone_SaysWhatIsWrong() => Assert.StartsWith(
        "scripts/main.js: jobs[0]: cron is no cron expression (found \"61 * * * *\"): ",
        Hosted.LoadFailure("export const jobs = [{ cron: '61 * * * *', run() {} }];"),
        StringComparison.Ordinal);

    private static void Pass(Hosted hosted, TimeSpan time)
    {
        hosted.Clock.Advance(time);
        hosted.Host.RunTimers();
    }
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ScriptWs.Diagnostics;
using ScriptWs.Tests.Reload;

namespace ScriptWs.Tests.Diagnostics;

/// <summary>Without the guard each of these would end the test program.</summary>
public sealed class BackgroundTests
{
    private const string Reported = "A callback broke (a test); please report this. The server continues.";

    [Fact]
    public async Task Thread_ThatThrows_IsReported()
    {
        using var log = new ServerLog();

        Assert.True(Background.TryStartThread("a test", Throw, log));

        await log.LineAsync(Reported);
    }

    [Fact]
    public async Task WorkItem_ThatThrows_IsReported()
    {
        using var log = new ServerLog();

        Background.Queue("a test", Throw, log);

        await log.LineAsync(Reported);
    }

    [Fact]
    public void Timer_ThatThrows_IsReportedAndRingsAgain()
    {
        using var log = new ServerLog();
        var (clock, second) = (new FakeTimeProvider(), TimeSpan.FromSeconds(1));
        using var timer = clock.Timer("a test", Throw, second, second, log);

        clock.Advance(second);
        clock.Advance(second);

        Assert.Equal([Reported, Reported], log.Lines);
    }

    [Fact]
    public void Report_WithALogThatFails_IsSilent() => Background.Report(new IOException("first"), "a test", new BrokenLog());

    private static void Throw() => throw new InvalidOperationException("from a callback");

    private sealed class BrokenLog : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new IOException("from the log");
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using ScriptWs.Cli;
using ScriptWs.Cli.Logging;
using ScriptWs.Cli.Terminal;

namespace ScriptWs.Tests.Cli.Terminal;

/// <summary>What the command does where nothing can be written.</summary>
public sealed partial class OutputTests
{
    private readonly FailingWriter _target = new();

    [Fact]
    public void Line_ThatCannotBeWritten_IsCountedAndReportedOnceWritingWorks()
    {
        using var writer = new SafeWriter(_target);
        _target.Failure = new IOException("No space left on device.");

        writer.WriteLine("one");
        writer.WriteLine("two");
        _target.Failure = null;
        writer.WriteLine("three");
        writer.WriteLine("four");

        Assert.Equal("scriptws: 2 lines could not be written here: No space left on device.\nthree\nfour\n", _target.Written);
        Assert.Equal(2, writer.Losses.Total);
    }

    [Theory]
    [InlineData(LogFormat.Line, """^\d\d:\d\d:\d\d\.\d{3} warn  Log: 1 line could not be written here: Broken\.\n""")]
    [InlineData(LogFormat.Json, """^\{"time":"[^"]+","level":"warning","category":"ScriptWs\.Cli\.Log","id":8040,"message":"1 line could not be written here: Broken\."\}\n""")]
    internal void Loss_InTheLog_HasTheFormOfTheLog(LogFormat format, string expected)
    {
        using var writer = new SafeWriter(_target);
        using var log = new RunLog(new RunRequest(() => new(), []) { Format = format }, new Streams(TextReader.Null, TextWriter.Null, writer) { ErrorLosses = writer.Losses });
        var logger = log.Factory.CreateLogger("ScriptWs.Script");
        _target.Failure = new IOException("Broken");

        logger.Log(LogLevel.Information, 1, "lost", null, static (text, _) => text);
        _target.Failure = null;
        logger.Log(LogLevel.Information, 1, "seen", null, static (text, _) => text);

        Assert.Matches(expected, _target.Written);
    }

    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(ObjectDisposedException))]
    [InlineData(typeof(UnauthorizedAccessException))]
    public void Write_OfEachKind_NeverThrows(Type failure)
    {
        using var writer = new SafeWriter(_target);
        _target.Failure = (Exception)Activator.CreateInstance(failure, "x")!;

        writer.Write('x');
        writer.Write("x");
        writer.Write("xy".ToCharArray());
        writer.Write("xy".AsSpan());
        writer.WriteLine();
        writer.WriteLine("x");
        writer.Write("{0}", 1);
        writer.Flush();

        Assert.Equal(7, writer.Losses.Total);
    }

    [Fact]
    public void Reader_ThatStopsReading_HoldsNobodyUp()
    {
        using var safe = new SafeWriter(_target);
        using var writer = new QueuedWriter(safe);
        _target.Block();
        var line = new string('x', 1023);

        for (var i = 0; i < 2 * (QueuedWriter.Capacity / line.Length); i++) writer.WriteLine(line);
        Assert.True(safe.Losses.Total > 0);
        var (lost, written) = (safe.Losses.Total, (2 * (QueuedWriter.Capacity / line.Length)) - safe.Losses.Total);
        _target.Unblock();
        writer.Drain(long.MaxValue);

        var lines = _target.Written.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(written, lines.Count(one => one == line));
        // More than one report, if the writer's thread began to write after the first loss.
        var reports = lines.Select(one => LossText().Match(one)).Where(found => found.Success).ToArray();
        Assert.NotEmpty(reports);
        Assert.Equal(lost, reports.Sum(found => int.Parse(found.Groups["lost"].Value, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Line_LongerThanTheQueue_IsWritten()
    {
        using var writer = new QueuedWriter(new SafeWriter(_target));
        var line = new string('x', 2 * QueuedWriter.Capacity);

        writer.WriteLine(line);
        writer.Drain(long.MaxValue);

        Assert.Equal(line + "\n", _target.Written);
    }

    [Fact]
    public void Drain_WhileTheReaderIsStuck_GivesUp()
    {
        using var writer = new QueuedWriter(new SafeWriter(_target));
        _target.Block();
        writer.WriteLine("never");
        _target.IsBlocked.Wait(TestContext.Current.CancellationToken);

        writer.Drain(Environment.TickCount64);

        Assert.Equal("", _target.Written);
        _target.Unblock();
    }

    [GeneratedRegex(@"^scriptws: (?<lost>\d+) lines? could not be written here: the reader does not keep up\.$")]
    private static partial Regex LossText();
}

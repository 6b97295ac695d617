using Cucumber.Messages;
using Io.Cucumber.Messages.Types;
using ScriptWs.Testing;
using ScriptWs.Testing.Formats;

namespace ScriptWs.Tests.Testing.Formats;

public sealed class MessagesFormatTests
{
    [Fact]
    public void Publish_Result_IsSpelledLikeTheGoldenFiles()
    {
        var finished = new TestStepFinished("7", "8", new TestStepResult(new Duration(1, 500), null, TestStepResultStatus.PASSED, null), new Timestamp(2, 0));

        Assert.Equal("""
            {"testStepFinished":{"testCaseStartedId":"7","testStepId":"8","testStepResult":{"duration":{"seconds":1,"nanos":500},"status":"PASSED"},"timestamp":{"seconds":2,"nanos":0}}}

            """.ReplaceLineEndings("\n"), Written(Envelope.Create(finished)));
    }

    [Fact]
    public void Publish_Enums_HaveTheSpellingOfTheSchema()
    {
        var source = Written(Envelope.Create(new Source("a.feature", "Feature: <b> & é", SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_PLAIN)));
        var step = Written(Envelope.Create(new Pickle("1", "a.feature", new Location(1, null), "x", "en", [new PickleStep(null, ["2"], "3", PickleStepType.CONTEXT, "y")], [], ["4"])));
        var hook = Written(Envelope.Create(new Hook("1", null, new SourceReference("a.js", null, null, null), null, HookType.BEFORE_TEST_RUN)));

        Assert.Equal("""{"source":{"uri":"a.feature","data":"Feature: <b> & é","mediaType":"text/x.cucumber.gherkin+plain"}}""" + "\n", source);
        Assert.Contains("\"type\":\"Context\"", step, StringComparison.Ordinal);
        Assert.Equal("""{"hook":{"id":"1","sourceReference":{"uri":"a.js"},"type":"BEFORE_TEST_RUN"}}""" + "\n", hook);
    }

    [Fact]
    public void Publish_Run_CanBeReadByCucumbersReader()
    {
        var file = new StringWriter();
        using (var format = new MessagesFormat(file))
            new SomeRun().Feature(Features.Heartbeat).Step("state", TestStepResultStatus.UNDEFINED).Publish(format);
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(file.ToString()));
        using var reader = new NdjsonMessageReader(stream, EnvelopeJson.Read);

        var again = new List<string>();
        using var envelopes = reader.GetEnumerator();
        while (envelopes.MoveNext())
            again.Add(EnvelopeJson.Write(envelopes.Current) + "\n");

        Assert.True(again.Count > 20);
        Assert.Equal(file.ToString(), string.Concat(again));
    }

    [Fact]
    public void Publish_AnyCharacters_StayInOneLineOfJson()
    {
        var line = Written(Envelope.Create(new ParseError(new SourceReference("a\nb\u2028\0", null, null, null), Evil.Text)));

        Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
        Assert.StartsWith("<script>alert(1)</script>", EnvelopeJson.Read(line).ParseError.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Path_InAFolderThatIsMissing_IsMade()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "deep", "er", "run.ndjson");

        using (var format = new MessagesFormat(path))
            format.Publish(Envelope.Create(new TestRunStarted(new Timestamp(0, 0), "1")));

        Assert.Equal("""{"testRunStarted":{"timestamp":{"seconds":0,"nanos":0},"id":"1"}}""" + "\n", File.ReadAllText(path));
    }

    private static string Written(Envelope envelope)
    {
        var output = new StringWriter();
        using var format = new MessagesFormat(output);
        format.Publish(envelope);
        return output.ToString();
    }
}

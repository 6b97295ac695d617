using System.Text.RegularExpressions;
using Gherkin;
using Gherkin.CucumberMessages;
using Gherkin.CucumberMessages.Pickles;
using Io.Cucumber.Messages.Types;
using ScriptWs.Testing;

namespace ScriptWs.Tests.Testing.Formats;

/// <summary>
/// The messages of a run that never took place: features as text, in which every step passes unless a test says otherwise.
/// Numbers and texts in double quotes count as matched parameters.
/// </summary>
internal sealed partial class SomeRun
{
    private readonly IncrementingIdGenerator _ids = new();
    private readonly List<Envelope> _documents = [];
    private readonly List<Pickle> _pickles = [];
    private readonly List<(string Text, TestStepResult Result)> _results = [];
    private readonly List<(string Text, Attachment Attachment)> _attachments = [];
    private readonly List<Envelope> _extra = [];
    private long _milliseconds;

    public static TestStepResult Result(TestStepResultStatus status, string? message = null, string type = "AssertionError") =>
        new(new Duration(0, 1_000_000), message, status, message is null ? null : new Io.Cucumber.Messages.Types.Exception(type, message, $"{type}: {message}\nfeatures/chat.steps.js:12:5"));

    public static Attachment Attachment(string body, string mediaType, AttachmentContentEncoding encoding = AttachmentContentEncoding.IDENTITY, string? fileName = null) =>
        new(body, encoding, fileName, mediaType, null, null, null, null, null, null, new Timestamp(0, 0));

    /// <summary>Adds a feature, parsed and compiled by the official library.</summary>
    public SomeRun Feature(string gherkin, string uri = "features/heartbeat.feature")
    {
        var document = new AstMessagesConverter(_ids).ConvertGherkinDocumentToEventArgs(new Parser().Parse(new StringReader(gherkin)), uri);
        var pickles = new PickleCompiler(_ids).Compile(document);
        _documents.Add(Envelope.Create(document));
        _documents.AddRange(pickles.Select(Envelope.Create));
        _pickles.AddRange(pickles);
        return this;
    }

    /// <summary>Steps of which the text holds <paramref name="text"/> end like this; the steps after them are skipped.</summary>
    public SomeRun Step(string text, TestStepResultStatus status, string? message = null)
    {
        _results.Add((text, Result(status, message)));
        return this;
    }

    public SomeRun Attach(string text, Attachment attachment)
    {
        _attachments.Add((text, attachment));
        return this;
    }

    /// <summary>Another message, published after the documents.</summary>
    public SomeRun With(Envelope envelope)
    {
        _extra.Add(envelope);
        return this;
    }

    public void Publish(IMessageSink sink, bool finishes = true)
    {
        foreach (var envelope in Messages().Where(envelope => finishes || envelope.TestRunFinished is null))
            sink.Publish(envelope);
    }

    public List<Envelope> Messages()
    {
        var run = _ids.GetNewId();
        var meta = new Meta("35.0.0", new Product("ScriptWs", "0.1.0"), new Product(".NET", "10.0"), new Product("Linux", ""), new Product("x64", ""), null);
        return
        [
            Envelope.Create(meta), .. _documents, Envelope.Create(new TestRunStarted(Time(), run)), .. _extra,
            .. _pickles.SelectMany(pickle => Messages(pickle, run)),
            Envelope.Create(new TestRunFinished(null, _results.All(step => step.Result.Status == TestStepResultStatus.PASSED), Time(), null, run)),
        ];
    }

    private IEnumerable<Envelope> Messages(Pickle pickle, string run)
    {
        var started = _ids.GetNewId();
        var steps = pickle.Steps.Select(step => new TestStep(null, _ids.GetNewId(), step.Id, [], [Arguments(step.Text)])).ToList();
        var testCase = new TestCase(_ids.GetNewId(), pickle.Id, steps, run);
        yield return Envelope.Create(testCase);
        yield return Envelope.Create(new TestCaseStarted(0, started, testCase.Id, null, Time()));
        var isOver = false;
        foreach (var (step, id) in pickle.Steps.Zip(steps, (step, testStep) => (step, testStep.Id)))
        {
            yield return Envelope.Create(new TestStepStarted(started, id, Time()));
            foreach (var (_, attachment) in _attachments.Where(entry => step.Text.Contains(entry.Text, StringComparison.Ordinal)))
                yield return Envelope.Create(new Attachment(attachment.Body, attachment.ContentEncoding, attachment.FileName, attachment.MediaType, null, started, id, null, null, null, Time()));
            var result = isOver ? Result(TestStepResultStatus.SKIPPED) : ResultOf(step.Text);
            isOver |= result.Status != TestStepResultStatus.PASSED;
            yield return Envelope.Create(new TestStepFinished(started, id, result, Time()));
        }

        yield return Envelope.Create(new TestCaseFinished(started, Time(), false));
    }

    private TestStepResult ResultOf(string text) =>
        _results.FirstOrDefault(entry => text.Contains(entry.Text, StringComparison.Ordinal)).Result ?? Result(TestStepResultStatus.PASSED);

    private static StepMatchArgumentsList Arguments(string text) => new(
        [.. Parameter().Matches(text).Select(match => new StepMatchArgument(new Io.Cucumber.Messages.Types.Group([], match.Index, match.Value), "string"))]);

    // Every message a millisecond after the one before it, on the day that the first release was made ready.
    private Timestamp Time() => new(1_795_420_800 + (_milliseconds / 1000), _milliseconds++ % 1000 * 1_000_000);

    [GeneratedRegex("\"[^\"]*\"|\\b\\d+\\b")]
    private static partial Regex Parameter();
}

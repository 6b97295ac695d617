using System.Globalization;
using System.Xml;
using Cucumber.Messages;
using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats.Outcomes;

namespace ScriptWs.Testing.Formats.JUnit;

/// <summary>The XML that GitLab, Jenkins and actions on GitHub read.</summary>
internal static class JUnitReport
{
    private const string OfTheRun = "Run";

    public static void Write(TextWriter output, RunRecord run)
    {
        var suites = SuitesOf(run).ToList();
        output.Write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        using var xml = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true });
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", "Features");
        WriteCounts(xml, [.. suites.SelectMany(suite => suite.Cases)]);
        foreach (var suite in suites)
            Write(xml, suite, run.Started);
        xml.WriteEndElement();
    }

    private static IEnumerable<JUnitSuite> SuitesOf(RunRecord run)
    {
        var ofTheRun = JUnitProblems.Of(run).ToList();
        if (ofTheRun.Count > 0)
            yield return new JUnitSuite(OfTheRun, null, ofTheRun);

        var places = new StepPlaces();
        run.Documents.ForEach(places.Take);
        var names = new JUnitNames(run.Documents);
        var outcomes = run.Outcomes().ToLookup(outcome => outcome.Pickle.Uri);
        var errors = run.ParseErrors.ToLookup(error => error.Source?.Uri ?? "");
        foreach (var uri in run.Documents.Select(document => document.Uri).Concat(errors.Select(error => error.Key)).Distinct())
        {
            var feature = run.Documents.Find(document => document.Uri == uri)?.Feature?.Name ?? uri;
            var cases = errors[uri].Select(error => JUnitProblems.Of(error, feature))
                .Concat(outcomes[uri].Select(outcome => JUnitCase.Of(outcome, feature, names.Of(outcome), places))).ToList();
            if (cases.Count > 0)
                yield return new JUnitSuite(feature, uri, cases);
        }
    }

    private static void Write(XmlWriter xml, JUnitSuite suite, TestRunStarted? started)
    {
        xml.WriteStartElement("testsuite");
        WriteText(xml, "name", suite.Name);
        WriteText(xml, "file", suite.File);
        if (started is not null)
            WriteText(xml, "timestamp", Converters.ToDateTime(started.Timestamp).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        WriteCounts(xml, suite.Cases);
        foreach (var test in suite.Cases)
            Write(xml, test);
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, JUnitCase test)
    {
        xml.WriteStartElement("testcase");
        WriteText(xml, "name", test.Name);
        WriteText(xml, "classname", test.Suite);
        WriteText(xml, "file", test.File);
        WriteText(xml, "line", test.Line?.ToString(CultureInfo.InvariantCulture));
        WriteText(xml, "time", Seconds(test.Time));
        if (test.Verdict != JUnitVerdict.Passed)
        {
            xml.WriteStartElement(test.Verdict switch
            {
                JUnitVerdict.Failure => "failure",
                JUnitVerdict.Error => "error",
                _ => "skipped",
            });
            WriteText(xml, "message", test.Message);
            WriteText(xml, "type", test.Type);
            xml.WriteString(XmlText.Of(test.Details));
            xml.WriteEndElement();
        }

        if (test.Output.Length > 0)
            xml.WriteElementString("system-out", XmlText.Of(test.Output));
        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, IReadOnlyCollection<JUnitCase> cases)
    {
        WriteText(xml, "tests", Number(cases.Count));
        WriteText(xml, "failures", Number(cases.Count(test => test.Verdict == JUnitVerdict.Failure)));
        WriteText(xml, "errors", Number(cases.Count(test => test.Verdict == JUnitVerdict.Error)));
        WriteText(xml, "skipped", Number(cases.Count(test => test.Verdict == JUnitVerdict.Skipped)));
        WriteText(xml, "time", Seconds(TimeSpan.FromTicks(cases.Sum(test => test.Time.Ticks))));
    }

    private static void WriteText(XmlWriter xml, string attribute, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            xml.WriteAttributeString(attribute, XmlText.Of(text));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}

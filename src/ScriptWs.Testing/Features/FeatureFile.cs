using System.Text;
using Gherkin;
using Gherkin.CucumberMessages;
using Gherkin.CucumberMessages.Pickles;
using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Features;

/// <summary>One feature file, parsed and compiled into scenarios (pickles), with everything that is wrong in it.</summary>
internal sealed class FeatureFile
{
    /// <summary>Bytes of a feature file at most: a larger one is not written by a person.</summary>
    private const long MaxSize = 4 * 1024 * 1024;

    private FeatureFile(Source source, GherkinDocument? document, IReadOnlyList<Pickle> pickles, IReadOnlyList<ParseError> errors) =>
        (Source, Document, Pickles, Errors) = (source, document, pickles, errors);

    public Source Source { get; }

    /// <summary><c>null</c> when the file cannot be parsed.</summary>
    public GherkinDocument? Document { get; }

    public IReadOnlyList<Pickle> Pickles { get; }

    public IReadOnlyList<ParseError> Errors { get; }

    /// <param name="path">Where the file is.</param>
    /// <param name="uri">How the file is called in messages.</param>
    /// <param name="ids">Numbers what is found.</param>
    public static FeatureFile Load(string path, string uri, IIdGenerator ids)
    {
        if (new FileInfo(path).Length > MaxSize)
            return Failed(new Source(uri, "", SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_PLAIN), $"{uri}: is larger than 4 MiB; split it.");
        return Parse(File.ReadAllText(path, Encoding.UTF8), uri, ids);
    }

    public static FeatureFile Parse(string text, string uri, IIdGenerator ids)
    {
        var isMarkdown = uri.EndsWith(".md", StringComparison.OrdinalIgnoreCase);
        var source = new Source(uri, text, isMarkdown ? SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_MARKDOWN : SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_PLAIN);
        try
        {
            using var reader = new StringReader(text);
            var parsed = new Parser().Parse(new TokenScanner(reader), isMarkdown ? new MarkdownTokenMatcher() : new TokenMatcher("en"));
            var document = new AstMessagesConverter(ids).ConvertGherkinDocumentToEventArgs(parsed, uri);
            return new FeatureFile(source, document, new PickleCompiler(ids).Compile(document), [.. DuplicateNames.Find(document)]);
        }
        catch (CompositeParserException e)
        {
            return new FeatureFile(source, null, [], [.. e.Errors.Select(error => ErrorAt(uri, error))]);
        }
        catch (ParserException e)
        {
            return new FeatureFile(source, null, [], [ErrorAt(uri, e)]);
        }
    }

    private static FeatureFile Failed(Source source, string message) =>
        new(source, null, [], [new ParseError(new SourceReference(source.Uri, null!, null!, null!), message)]);

    private static ParseError ErrorAt(string uri, ParserException error)
    {
        var location = error.Location is { } at ? new Location(at.Line, at.Column == 0 ? null : at.Column) : null;
        return new ParseError(new SourceReference(uri, null!, null!, location!), error.Message);
    }
}

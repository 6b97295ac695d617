using System;
using System.IO;
using System.Linq;
using System.Text;
using Gherkin;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ReqnrollXunit.Generator;

/// <summary>Writes a test class for each feature file. A malformed feature is an error of the compiler, at its line.</summary>
[Generator]
public sealed class FeatureGenerator : IIncrementalGenerator
{
    private const string UriKey = "build_metadata.AdditionalFiles.FeatureUri";

    private static readonly DiagnosticDescriptor Malformed = new("FEATURE1", "Malformed feature", "{0}", "Gherkin", DiagnosticSeverity.Error, isEnabledByDefault: true);

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var features = context.AdditionalTextsProvider.Where(file => file.Path.EndsWith(".feature", StringComparison.Ordinal))
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select((pair, _) => (File: pair.Left, Uri: pair.Right.GetOptions(pair.Left).TryGetValue(UriKey, out var uri) ? uri.Replace('\\', '/') : ""));
        context.RegisterSourceOutput(features, (output, feature) => Write(output, feature.File, feature.Uri));
    }

    private static void Write(SourceProductionContext output, AdditionalText file, string uri)
    {
        try
        {
            var document = new Parser().Parse(new StringReader(file.GetText(output.CancellationToken)!.ToString()));
            if (document.Feature is not { } feature) return;
            var code = new FeatureClass(feature, uri, file.Path).Write();
            output.AddSource($"{uri.Replace('/', '.')}.cs", SourceText.From(code, Encoding.UTF8));
        }
        catch (CompositeParserException e)
        {
            foreach (var error in e.Errors) output.ReportDiagnostic(DiagnosticOf(error, file.Path));
        }
        catch (ParserException e)
        {
            output.ReportDiagnostic(DiagnosticOf(e, file.Path));
        }
    }

    private static Diagnostic DiagnosticOf(ParserException error, string path)
    {
        var at = new LinePosition(Math.Max(0, (error.Location?.Line ?? 1) - 1), Math.Max(0, (error.Location?.Column ?? 1) - 1));
        return Diagnostic.Create(Malformed, Location.Create(path, default, new LinePositionSpan(at, at)), error.Message.Split('\n').First().Trim());
    }
}

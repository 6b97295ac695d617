using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Formats.Html;

/// <summary>A feature as a chapter: title, description, rules as sections, scenarios.</summary>
internal static class HtmlFeature
{
    public static void Write(HtmlContext context, GherkinDocument document)
    {
        var html = context.Html;
        var feature = document.Feature;
        var anchor = context.Anchors.Of(document.Uri);
        html.Write($"<section class=\"feature\" id=\"{anchor}\" lang=\"{feature.Language}\" dir=\"{DirectionOf(feature.Language)}\">\n<header>\n");
        html.Write($"<p class=\"source\">{document.Uri}</p>\n");
        html.Write($"<h2><a class=\"self\" href=\"#{anchor}\"><span class=\"title\">{feature.Name}</span></a></h2>\n");
        HtmlTags.Write(html, feature.Tags);
        HtmlProse.Write(html, feature.Description);
        html.Write($"</header>\n");
        foreach (var child in feature.Children)
        {
            if (child.Background is not null)
                WriteBackground(context, child.Background);
            else if (child.Rule is not null)
                WriteRule(context, feature, child.Rule);
            else
                HtmlScenario.Write(context, child.Scenario, level: 3, feature.Tags);
        }

        html.Write($"</section>\n");
    }

    // The languages of Gherkin that are written from right to left.
    private static string DirectionOf(string language) => language is "ar" or "fa" or "he" or "ur" ? "rtl" : "ltr";

    private static void WriteRule(HtmlContext context, Feature feature, Rule rule)
    {
        var html = context.Html;
        var anchor = context.Anchors.Of(rule.Id);
        html.Write($"<section class=\"rule\" id=\"{anchor}\">\n<header>\n");
        html.Write($"<h3><a class=\"self\" href=\"#{anchor}\"><span class=\"title\">{rule.Name}</span></a></h3>\n");
        HtmlTags.Write(html, rule.Tags, feature.Tags);
        HtmlProse.Write(html, rule.Description);
        html.Write($"</header>\n");
        foreach (var child in rule.Children)
        {
            if (child.Background is not null)
                WriteBackground(context, child.Background);
            else
                HtmlScenario.Write(context, child.Scenario, level: 4, feature.Tags, rule.Tags);
        }

        html.Write($"</section>\n");
    }

    private static void WriteBackground(HtmlContext context, Background background)
    {
        context.Html.Write($"<div class=\"background\">\n<p class=\"kind\">{background.Keyword}");
        if (!string.IsNullOrEmpty(background.Name))
            context.Html.Write($": {background.Name}");
        context.Html.Write($"</p>\n");
        HtmlProse.Write(context.Html, background.Description);
        HtmlSteps.WriteDocumented(context, background.Steps, step => TextSpan.Of(context.RunOf(step)?.Arguments ?? []));
        context.Html.Write($"</div>\n");
    }
}

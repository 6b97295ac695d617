using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats.Coverage;

namespace ScriptWs.Testing.Formats.Html;

/// <summary>Tags as chips; those that cite a clause become one chip that leads to it.</summary>
internal static class HtmlTags
{
    /// <param name="html">Takes the chips.</param>
    /// <param name="tags">The tags that stand here.</param>
    /// <param name="inherited">The tags above, which may say what RFC a clause belongs to.</param>
    public static void Write(HtmlWriter html, IReadOnlyCollection<Tag>? tags, params IEnumerable<Tag>[] inherited)
    {
        if (tags is null or { Count: 0 })
            return;

        var own = tags.Select(tag => tag.Name).ToList();
        var above = inherited.SelectMany(list => list ?? []).Select(tag => tag.Name).ToList();
        var cited = ClauseTag.Of([.. above, .. own]).Except(ClauseTag.Of(above)).ToList();
        html.Write($"<ul class=\"tags\" aria-label=\"Tags\">");
        foreach (var name in own.Where(name => cited.Count == 0 || !ClauseTag.IsPart(name)))
            html.Write($"<li>{name}</li>");
        foreach (var citation in cited)
        {
            html.Write($"<li class=\"clause\"><a href=\"{citation.Clause.Address}\">{citation.Clause.Name}</a>");
            if (citation.Strength is not null)
                html.Write($" {citation.Strength.ToUpperInvariant()}");
            html.Write($"</li>");
        }

        html.Write($"</ul>\n");
    }
}

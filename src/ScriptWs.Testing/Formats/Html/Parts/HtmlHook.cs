using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats.Outcomes;

namespace ScriptWs.Testing.Formats.Html;

/// <summary>Says which hook it was: when it runs, its name, where it stands.</summary>
internal static class HtmlHook
{
    public static void WriteName(HtmlWriter html, Hook? hook)
    {
        html.Write($"{HookWords.When(hook)}");
        if (!string.IsNullOrEmpty(hook?.Name))
            html.Write($": {hook.Name}");
        if (SourceWords.Of(hook?.SourceReference) is { Length: > 0 } place)
            html.Write($" <span class=\"place\">{place}</span>");
    }
}

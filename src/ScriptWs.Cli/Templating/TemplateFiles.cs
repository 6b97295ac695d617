namespace ScriptWs.Cli;

/// <summary>The files of each template: the repository's own scripts, and a server.json and README.md around them.</summary>
internal static class TemplateFiles
{
    private const string Schema = "server.schema.json";
    private static readonly string[] Typings = ["scripts/scriptws.d.ts", "scripts/scriptws-testing.d.ts"];

    private static readonly string[] Page = ["scripts/public/index.html", "scripts/public/chat.css", "scripts/public/page.js"];

    private const string PageSetting = """
        ,

          // Browsers get its page: http://127.0.0.1:8080/
          "static": { "/": "scripts/public" }
        """;

    public static string ScriptOf(Template template) => $"scripts/{NameOf(template)}.{LanguageOf(template)}";

    /// <returns>The text of each file by its path, in the order of writing.</returns>
    public static IReadOnlyDictionary<string, string> Of(Template template)
    {
        var script = ScriptOf(template);
        var files = new Dictionary<string, string>
        {
            ["server.json"] = Filled("server.template.json", script).Replace("{static}", template == Template.Chat ? PageSetting : "", StringComparison.Ordinal),
            [Schema] = Read(Schema),
            [script] = Read(script),
        };
        foreach (var file in template == Template.Chat ? Page : []) files[file] = Read(file);
        foreach (var file in Typings) files[file] = Read(file);
        var (features, settings) = ($"features/{NameOf(template)}", $"{LanguageOf(template)}config.json");
        files[$"scripts/{settings}"] = Read($"scripts/{settings}");
        files[$"{features}.feature"] = Read($"{features}.feature");
        if (template == Template.Ts) files["features/steps.ts"] = Read("features/steps.ts");
        else files["features/steps.js"] = Filled($"{features}.steps.js", script);
        files[$"features/{settings}"] = Read($"features/{settings}");
        files["README.md"] = Filled("README.template.md", script).Replace("{language}", LanguageOf(template), StringComparison.Ordinal);
        return files;
    }

    private static string NameOf(Template template) => template.ToString().ToLowerInvariant();

    private static string LanguageOf(Template template) => template == Template.Ts ? "ts" : "js";

    private static string Filled(string resource, string script) => Read(resource).Replace("{script}", script, StringComparison.Ordinal);

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(TemplateFiles).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}

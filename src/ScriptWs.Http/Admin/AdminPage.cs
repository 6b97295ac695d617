using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ScriptWs.Http.Admin;

/// <summary>The page's files, which lie in this assembly.</summary>
internal static class AdminPage
{
    /// <summary>Nothing from elsewhere, nothing inline, in nobody's frame.</summary>
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly string[] Scripts =
        ["admin", "charts", "connections", "elements", "lists", "log", "overview", "playground", "scripts", "server", "words"];

    private static readonly (string Path, string Resource, string Type)[] Files =
    [
        ("/", "admin/index.html", "text/html; charset=utf-8"),
        ("/admin.css", "admin/admin.css", "text/css; charset=utf-8"),
        .. Scripts.Select(name => ($"/{name}.js", $"admin/{name}.js", "text/javascript; charset=utf-8")),
    ];

    public static void Serve(ScriptWsServer server, ILoggerFactory loggers) => server.ServeHttp(
        application =>
        {
            foreach (var (path, resource, type) in Files)
            {
                var text = Read(resource);
                application.MapGet(path, (HttpContext context) =>
                {
                    var headers = context.Response.Headers;
                    headers.ContentSecurityPolicy = Policy;
                    headers.CacheControl = "no-store";
                    headers["Referrer-Policy"] = "no-referrer";
                    headers["Cross-Origin-Opener-Policy"] = "same-origin";
                    headers["Cross-Origin-Resource-Policy"] = "same-origin";
                    return Results.Text(text, type);
                });
            }
        },
        loggers);

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(AdminPage).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Http.Application;
using ScriptWs.Http.Metrics;
using ScriptWs.Http.Serving;

namespace ScriptWs.Http.Admin;

/// <summary>The page's files, which lie in this assembly.</summary>
internal static class AdminPage
{
    /// <summary>Nothing from other origins, nothing inline, no framing.</summary>
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly string[] Scripts =
    [
        "admin", "charts", "connections", "elements", "jobs", "lists", "log", "overview", "playground", "scripts", "server", "storage",
        "words",
    ];

    private static readonly (string Path, string Resource, string Type)[] Files =
    [
        ("/", "admin/index.html", "text/html; charset=utf-8"),
        ("/admin.css", "admin/admin.css", "text/css; charset=utf-8"),
        .. Scripts.Select(name => ($"/{name}.js", $"admin/{name}.js", "text/javascript; charset=utf-8")),
    ];

    /// <param name="server">The page's own server.</param>
    /// <param name="served">The server that it shows.</param>
    /// <param name="loggers">Where the web server's log goes.</param>
    public static void Serve(ScriptWsServer server, ScriptWsServer served, ILoggerFactory loggers) => server.ServeHttp(
        application =>
        {
            if (MetricsPathOf(served.Options) is { } metrics)
            {
                application.MapGet(metrics, context => served.HttpServer is KestrelHttpServer { Figures: { } figures } ? PrometheusPage.AnswerAsync(context, figures) : NotFound.AnswerAsync(context));
            }

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

    /// <summary>Where the page has the figures of its server for Prometheus; <c>null</c> when they are not wanted, or a file of the page is there.</summary>
    public static string? MetricsPathOf(ScriptWsOptions served) =>
        served.Metrics.Prometheus is { Enabled: true, Path: var path } && !Array.Exists(Files, file => file.Path == path) ? path : null;

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(AdminPage).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}

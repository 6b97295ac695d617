using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ScriptWs.Http.Serving;

/// <summary>
/// Serves the files of the configured folders with ASP.NET's own middleware: ranges, validators and content types are its
/// affair. A configuration that is read again is in force for the next request.
/// </summary>
internal sealed class StaticFolders(RequestDelegate next, ScriptWsServer server, IWebHostEnvironment environment, ILoggerFactory loggers)
{
    private static readonly FileExtensionContentTypeProvider Types = new();

    private volatile Snapshot? _current;

    public Task InvokeAsync(HttpContext context)
    {
        var folders = server.Options.Static;
        if (folders.Count == 0) return next(context);

        Compressed.Prepare(context);

        // Two requests at once may both build it; either is good.
        var current = _current;
        if (current?.Folders != folders) _current = current = new Snapshot(folders, Build(folders));
        return current.Serve(context);
    }

    /// <summary>The folder of the longest path is asked first; what none has goes on.</summary>
    private RequestDelegate Build(IReadOnlyDictionary<string, string> folders)
    {
        var serve = next;
        foreach (var (path, folder) in folders.OrderBy(pair => pair.Key.Length))
        {
            var files = new PublicFolder(Path.GetFullPath(folder, Path.GetFullPath(server.Options.BaseDirectory)));
            var under = path == "/" ? "" : path;
            var options = new StaticFileOptions
            {
                FileProvider = files,
                RequestPath = under,
                ContentTypeProvider = Types,
                ServeUnknownFileTypes = true,
                DefaultContentType = "application/octet-stream",
                OnPrepareResponse = Prepare,
            };
            serve = new StaticFileMiddleware(serve, environment, Options.Create(options), loggers).Invoke;
            serve = new DefaultFilesMiddleware(serve, environment, Options.Create(new DefaultFilesOptions { FileProvider = files, RequestPath = under, DefaultFileNames = ["index.html"] })).Invoke;
        }

        return serve;
    }

    /// <summary>Browsers ask again each time, which costs a 304: a file that was saved is live at once, as scripts are.</summary>
    private static void Prepare(StaticFileResponseContext prepared)
    {
        var headers = prepared.Context.Response.Headers;
        headers.CacheControl = "no-cache";
        if (headers.ContentType.ToString() is { Length: > 0 } type && (type.StartsWith("text/", StringComparison.Ordinal) || type == "application/json") && !type.Contains(';'))
            headers.ContentType = $"{type}; charset=utf-8";
    }

    private sealed record Snapshot(IReadOnlyDictionary<string, string> Folders, RequestDelegate Serve);
}

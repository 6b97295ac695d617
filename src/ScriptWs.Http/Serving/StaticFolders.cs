using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;
using ScriptWs.PlainHttp;

namespace ScriptWs.Http.Serving;

/// <summary>
/// Serves the files of the configured folders. Ranges and validators are ASP.NET's affair; which file a path leads to, and who
/// may read it, is ours. A configuration that is read again is in force for the next request.
/// </summary>
internal sealed class StaticFolders(RequestDelegate next, ScriptWsServer server)
{
    private const string UnknownType = "application/octet-stream";

    private static readonly FileExtensionContentTypeProvider Types = new();

    private static readonly PlainAnswer NoRoom =
        new(503, [new("Content-Type", "text/plain; charset=utf-8"), new("Retry-After", "5"), new("Connection", "close")], "The server has too many files open.\n"u8.ToArray());

    private volatile Snapshot? _current;

    public async Task InvokeAsync(HttpContext context)
    {
        var visitor = context.Features.GetRequiredFeature<Visitor>();
        var folders = Current(server.Options.Static);
        if (!(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)) || Find(folders, visitor.Request.Path) is not { } file)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        if (await RefusalAsync(context, visitor, folders, file).ConfigureAwait(false) is { } refusal) await AnswerWriter.WriteAsync(context, refusal).ConfigureAwait(false);
        else if (file.IsFolder) Redirect(context);
        else await SendAsync(context, file.RealPath).ConfigureAwait(false);
    }

    /// <summary>The folder of the longest path is asked first; what it does not have the next one may.</summary>
    private static PublicFile? Find(PublicFolder[] folders, string path) => folders.Select(folder => folder.Find(path)).FirstOrDefault(file => file is not null);

    /// <summary>A link, or a folder that is served twice, is another path to a file. Each of them must let the client in.</summary>
    private static ValueTask<PlainAnswer?> RefusalAsync(HttpContext context, Visitor visitor, PublicFolder[] folders, PublicFile file)
    {
        var paths = folders.Select(folder => folder.PathOf(file.RealPath)).OfType<string>().Where(path => path != visitor.Request.Path).ToArray();
        return paths.Length == 0 ? default : context.Features.GetRequiredFeature<HttpConnection>().CheckPathsAsync(visitor.Request, paths, context.RequestAborted);
    }

    /// <summary>Without a scheme and a host: a proxy in front may speak https, and have another name (RFC 9110 §10.2.2).</summary>
    private static void Redirect(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
        context.Response.Headers.Location = $"{context.Request.Path.ToUriComponent()}/{context.Request.QueryString}";
        context.Response.ContentLength = 0;
    }

    private async Task SendAsync(HttpContext context, string path)
    {
        if (!ScriptWsServer.HasRoomForFiles)
        {
            await AnswerWriter.WriteAsync(context, NoRoom).ConfigureAwait(false);
            return;
        }

        if (Open(path) is not { } content)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        await using (content.ConfigureAwait(false))
        {
            var changed = File.GetLastWriteTimeUtc(path);
            Compressed.Prepare(context);
            IgnoreUnknownRange(context.Request);
            // Browsers ask again each time, which costs a 304: a file that was saved is live at once, as scripts are.
            context.Response.Headers.CacheControl = "no-cache";
            var tag = new EntityTagHeaderValue($"\"{changed.Ticks ^ content.Length:x}\"");
            await TypedResults.Stream(content, TypeOf(path), lastModified: new DateTimeOffset(changed), entityTag: tag, enableRangeProcessing: true).ExecuteAsync(context).ConfigureAwait(false);
        }
    }

    /// <returns><c>null</c> when the file went away meanwhile, or is not for us to read.</returns>
    private static Stream? Open(string path)
    {
        try
        {
            // Opened once, so that its length is that of what is sent. What is empty needs no opening.
            return new FileInfo(path).Length == 0
                ? new MemoryStream([], writable: false)
                : new FileStream(path, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = 0 });
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>RFC 9110 §14.2: a range in another unit than bytes is no range.</summary>
    private static void IgnoreUnknownRange(HttpRequest request)
    {
        if (request.Headers.Range.Count > 0 && !request.Headers.Range.ToString().TrimStart().StartsWith("bytes=", StringComparison.OrdinalIgnoreCase)) request.Headers.Range = default;
    }

    private static string TypeOf(string path)
    {
        var type = Types.TryGetContentType(path, out var found) ? found : UnknownType;
        return (type.StartsWith("text/", StringComparison.Ordinal) || type == "application/json") && !type.Contains(';') ? $"{type}; charset=utf-8" : type;
    }

    private PublicFolder[] Current(IReadOnlyDictionary<string, string> folders)
    {
        // Two requests at once may both build it; either is good.
        var current = _current;
        if (current?.Configured != folders) _current = current = new Snapshot(folders, Build(folders));
        return current.Folders;
    }

    private PublicFolder[] Build(IReadOnlyDictionary<string, string> folders) =>
        [.. from pair in folders
            orderby pair.Key.Length descending
            select new PublicFolder(pair.Key == "/" ? "" : pair.Key, Path.GetFullPath(pair.Value, Path.GetFullPath(server.Options.BaseDirectory)))];

    private sealed record Snapshot(IReadOnlyDictionary<string, string> Configured, PublicFolder[] Folders);
}

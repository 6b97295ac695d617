using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Http.Application;

namespace ScriptWs.Http;

/// <summary>Plain HTTP on the ports of a <see cref="ScriptWsServer"/>.</summary>
public static class ScriptWsHttpExtensions
{
    /// <summary>
    /// Serves plain HTTP where the server listens: the folders under <c>static</c> in the configuration, and what
    /// <paramref name="configure"/> adds. Call it before the start; nothing is paid for until the first plain request comes.
    /// </summary>
    /// <param name="server">The server.</param>
    /// <param name="configure">Adds endpoints and middleware, as in any ASP.NET Core application; asked once for each start.</param>
    /// <param name="loggerFactory">Where the web server's log goes; nowhere by default.</param>
    /// <returns>The same server.</returns>
    public static ScriptWsServer ServeHttp(this ScriptWsServer server, Action<WebApplication>? configure = null, ILoggerFactory? loggerFactory = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        var loggers = loggerFactory ?? NullLoggerFactory.Instance;
        var application = new HttpApplication(server, configure, loggers);
        server.HttpServer = new KestrelHttpServer(application, loggers.CreateLogger<KestrelHttpServer>());
        return server;
    }
}

using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using ScriptWs.Http.Kestrel;
using ScriptWs.Http.Metrics;
using ScriptWs.Http.Serving;
using ScriptWs.Http.Upgrading;

namespace ScriptWs.Http.Application;

/// <summary>Puts the web application together that serves a server's plain HTTP: this is the order in which things are asked.</summary>
internal sealed class HttpApplication(ScriptWsServer server, Action<WebApplication>? configure, ILoggerFactory loggers)
{
    /// <summary>The library reads the first head of each connection, up to this number of bytes; Kestrel reads the later ones.</summary>
    private const int MaxHead = 16 * 1024;

    private static readonly LengthText Length = new();

    private readonly Telemetry _telemetry = new(server, loggers.CreateLogger<Telemetry>());

    public bool IsWanted => configure is not null || FiguresForAll is not null || server.Options.Static.Count > 0 || server.AnswersRequests;

    /// <summary>The figures that are kept; <c>null</c> when they are not wanted.</summary>
    public MetricsCollector? Figures => _telemetry.Figures;

    /// <summary>Those that the server's own ports show.</summary>
    private MetricsCollector? FiguresForAll => _telemetry.Options.Prometheus.AdminOnly ? null : Figures;

    public WebApplication Create(ForwardingListener listener)
    {
        // Nothing of the environment, of files or of the command line: the server's configuration is the one there is.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "ScriptWs.Http", ContentRootPath = server.Options.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Configure);
        builder.Services.AddSingleton<IConnectionListenerFactory>(listener).AddSingleton(server).AddRoutingCore();
        Compressed.AddTo(builder.Services);
        builder.Services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(new QuietLoggers(loggers)));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();

        var application = builder.Build();
        application.UseMiddleware<Mishaps>();
        application.UseMiddleware<LaterUpgrades>();
        application.UseMiddleware<Door>();
        application.UseRouting();
        if (FiguresForAll is { } figures) PrometheusPage.Map(application, _telemetry.Options.Prometheus, figures);
        configure?.Invoke(application);
        application.UseEndpoints(static _ => { });
        application.UseMiddleware<ScriptRequests>();
        application.UseResponseCompression();
        application.UseMiddleware<StaticFolders>();
        application.Run(NotFound.AnswerAsync);
        return application;
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        var limits = server.Options.Limits;
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
        kestrel.RequestHeaderEncodingSelector = static name => name == HeaderNames.ContentLength ? Length : Encoding.Latin1;
        kestrel.Limits.MaxRequestHeadersTotalSize = MaxHead;
        kestrel.Limits.MaxRequestLineSize = MaxHead;
        kestrel.Limits.MaxRequestHeaderCount = 100;
        kestrel.Limits.RequestHeadersTimeout = limits.HandshakeTimeout;
        kestrel.Listen(new ForwardingEndPoint(), listen => listen.Protocols = HttpProtocols.Http1);
    }
}

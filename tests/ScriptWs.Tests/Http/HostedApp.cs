using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ScriptWs.Configuration;
using ScriptWs.Http;
using ScriptWs.Tests.Authentication;

namespace ScriptWs.Tests.Http;

/// <summary>An ASP.NET Core application with WebSockets of ours in it; who sends <c>X-User: NAME</c> is that user, with the role <c>admin</c>.</summary>
internal sealed class HostedApp : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private HostedApp(WebApplication application) => Application = application;

    public WebApplication Application { get; private set; }

    public ScriptWsServer Server => Application.Services.GetRequiredService<ScriptWsServer>();

    public Uri Address { get; private set; } = null!;

    /// <param name="map">Maps the routes.</param>
    /// <param name="options">The server's options.</param>
    /// <param name="script">The text of main.js in the content root.</param>
    /// <param name="protocols">What the application speaks.</param>
    public static Task<HostedApp> StartAsync(
        Action<WebApplication> map, ScriptWsOptions? options = null, string? script = null, HttpProtocols protocols = HttpProtocols.Http1) =>
        StartAsync(map, services => services.AddScriptWs(options), script, protocols);

    /// <param name="map">Maps the routes.</param>
    /// <param name="add">Adds the server.</param>
    /// <param name="script">The text of main.js in the content root.</param>
    /// <param name="protocols">What the application speaks.</param>
    /// <param name="log">The log; by default one that a test asserts on elsewhere.</param>
    public static async Task<HostedApp> StartAsync(
        Action<WebApplication> map, Action<IServiceCollection> add, string? script = null, HttpProtocols protocols = HttpProtocols.Http1, ILoggerFactory? log = null)
    {
        var app = new HostedApp(null!);
        if (script is not null) app._folder.Write("main.js", script);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = app._folder.Path });
        builder.WebHost.UseKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = protocols)).UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore().AddAuthorization().AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, ByHeader>("Test", null);
        builder.Services.AddSingleton(log ?? new AllLogs());
        add(builder.Services);

        app.Application = builder.Build();
        app.Application.UseAuthentication();
        app.Application.UseAuthorization();
        map(app.Application);
        await app.Application.StartAsync(TestContext.Current.CancellationToken);
        app.Address = new UriBuilder(app.Application.Urls.Single()) { Scheme = "ws" }.Uri;
        return app;
    }

    /// <summary>Replaces main.js and has it loaded.</summary>
    public Task ReloadAsync(string script)
    {
        _folder.Replace("main.js", script);
        return Server.ReloadAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Application.DisposeAsync();
        _folder.Dispose();
    }

    private sealed class ByHeader(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers["X-User"].ToString() is not { Length: > 0 } name) return Task.FromResult(AuthenticateResult.NoResult());

            Claim[] claims = [new(ClaimTypes.Name, name), new(ClaimTypes.Role, "admin"), new("city", "Bern")];
            return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity(claims, "Test")), "Test")));
        }
    }
}

using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using ScriptWs.Configuration;
using ScriptWs.Http.Hosting;
using ScriptWs.Http.Upgrading;

namespace ScriptWs.Http;

/// <summary>A <see cref="ScriptWsServer"/> inside an ASP.NET Core application, whose routing and authentication hold for it.</summary>
/// <example>
/// <code>
/// builder.Services.AddScriptWs();
/// app.MapScriptWs("/ws", "scripts/chat.js").RequireAuthorization();
/// </code>
/// </example>
public static class ScriptWsHostingExtensions
{
    /// <summary>Adds a <see cref="ScriptWsServer"/> that starts and stops with the application.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="options">What <c>server.json</c> would hold; its addresses are not listened on. Paths are relative to the content root.</param>
    public static IServiceCollection AddScriptWs(this IServiceCollection services, ScriptWsOptions? options = null) =>
        services.Add(environment =>
        {
            var settings = options ?? new ScriptWsOptions();
            return settings with { BaseDirectory = Path.GetFullPath(settings.BaseDirectory, environment.ContentRootPath) };
        });

    /// <summary>Adds a <see cref="ScriptWsServer"/> that starts and stops with the application, and reads a configuration file.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configurationFile">The path of a server.json, relative to the content root; its addresses are not listened on.</param>
    public static IServiceCollection AddScriptWs(this IServiceCollection services, string configurationFile)
    {
        ArgumentNullException.ThrowIfNull(configurationFile);
        return services.Add(environment => ServerConfiguration.Load(Path.GetFullPath(configurationFile, environment.ContentRootPath)));
    }

    /// <summary>
    /// Adds a <see cref="ScriptWsServer"/> that starts and stops with the application, and reads a section of the application's
    /// configuration by the rules of server.json. The server reloads when the section changes, unless <c>script.watch</c> is <c>false</c>.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="section">
    /// The section, as in <c>builder.Configuration.GetSection("ScriptWs")</c>. The server does not listen on its addresses. Paths are
    /// relative to the content root.
    /// </param>
    public static IServiceCollection AddScriptWs(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.Add(environment => ServerConfiguration.From(section, environment.ContentRootPath), section.GetReloadToken);
    }

    /// <summary>
    /// Adds a service whose <see cref="ScriptFunctionAttribute"/> methods scripts import as <c>host:name</c>. Each call has a scope of
    /// its own, which ends when the call's task or iterator has. A type that is not registered yet becomes a scoped service.
    /// </summary>
    /// <typeparam name="T">The service.</typeparam>
    /// <param name="services">The application's services.</param>
    /// <param name="name">What scripts write after <c>host:</c>.</param>
    /// <param name="options">How it is called.</param>
    public static IServiceCollection AddModule<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicMethods)] T>(
        this IServiceCollection services, string name, ScriptModuleOptions? options = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(name);
        services.TryAddScoped<T>();
        return services.AddSingleton(provider => new HostedModule(modules => modules.AddScoped<T>(name, provider, options)));
    }

    /// <summary>
    /// Opens WebSockets at a route of the application. What the configuration says about an endpoint at the same path holds
    /// there: its authentication, subprotocols and dispatch. Plain HTTP is the application's: <c>onRequest</c> is not asked.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The route: <c>/ws</c>, or with parameters, as in <c>/rooms/{id}</c> or <c>/rooms/:id</c>.</param>
    /// <param name="script">The script that answers there, relative to the configuration's folder; <c>null</c> for the endpoint that the configuration has, or for C# handlers.</param>
    /// <returns>The route, for <c>RequireAuthorization</c> and the like.</returns>
    /// <exception cref="InvalidOperationException"><see cref="AddScriptWs(IServiceCollection, ScriptWsOptions?)"/> was not called.</exception>
    public static IEndpointConventionBuilder MapScriptWs(this IEndpointRouteBuilder endpoints, string pattern, string? script = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        var host = endpoints.ServiceProvider.GetService<ScriptWsHost>()
            ?? throw new InvalidOperationException("MapScriptWs needs a server: call builder.Services.AddScriptWs() before the application is built.");
        var route = HostedRoute.Parse(pattern);
        var endpoint = host.Map(route.Path, script);
        return endpoints.Map(route.Pattern, context => Upgrade.RunAsync(context, host.Server, null, endpoint, route.ParametersOf(context.Request))).WithDisplayName($"ScriptWs {pattern}");
    }

    private static IServiceCollection Add(this IServiceCollection services, Func<IHostEnvironment, ScriptWsOptions> read, Func<IChangeToken?>? changes = null) => services
        .AddSingleton(provider => new ScriptWsHost(
            () => read(provider.GetRequiredService<IHostEnvironment>()),
            provider.GetRequiredService<ILoggerFactory>(),
            provider.GetService<TimeProvider>(),
            provider.GetRequiredService<IHostApplicationLifetime>(),
            changes,
            provider.GetServices<HostedModule>()))
        .AddSingleton(provider => provider.GetRequiredService<ScriptWsHost>().Server)
        .AddHostedService(provider => provider.GetRequiredService<ScriptWsHost>());
}

using System.Net;
using System.Net.Sockets;
using Reqnroll.Analytics;
using Reqnroll.BoDi;
using Reqnroll.Infrastructure;
using Reqnroll.Plugins;

namespace ScriptWs.Tests.ReqnrollPlugin;

[CollectionDefinition(nameof(TelemetryTests), DisableParallelization = true)]
public sealed class TelemetryTestsAlone;

/// <summary>Reqnroll reports its use to its makers by default. With the plugin nothing even tries to connect.</summary>
[Collection(nameof(TelemetryTests))]
public sealed class TelemetryTests : IDisposable
{
    private readonly IWebProxy _proxyBefore = HttpClient.DefaultProxy;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public TelemetryTests()
    {
        // Every request of an HttpClient of this process would arrive here.
        _listener.Start();
        HttpClient.DefaultProxy = new WebProxy($"http://{_listener.LocalEndpoint}");
    }

    [Fact]
    public async Task Run_WithThePlugin_ConnectsNowhere()
    {
        var run = await ReqnrollRun.BeginAsync();
        await run.RunAsync("Feature: Some\n\n  Scenario: Good\n    Given all is well\n");
        await TransmitAsync(run.Container);
        await run.DisposeAsync();

        Assert.False(_listener.Pending());
    }

    [Fact]
    public async Task Transmission_WithoutThePlugin_Connects()
    {
        var container = new ContainerBuilder(new WithoutPlugins()) { SkipLoadingProvider = true }.CreateGlobalContainer(typeof(TelemetryTests).Assembly);

        var transmission = TransmitAsync(container);
        using var connection = await _listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        _listener.Stop(); // there is no second try
        connection.Close();
        await transmission;
    }

    public void Dispose()
    {
        HttpClient.DefaultProxy = _proxyBefore;
        _listener.Dispose();
    }

    private static async Task TransmitAsync(IObjectContainer container)
    {
        var running = container.Resolve<IAnalyticsEventProvider>().CreateProjectRunningEvent("some.tests");
        await container.Resolve<IAnalyticsTransmitter>().TransmitReqnrollProjectRunningEventAsync(running);
    }

    private sealed class WithoutPlugins : DefaultDependencyProvider
    {
        public override void RegisterGlobalContainerDefaults(ObjectContainer container)
        {
            base.RegisterGlobalContainerDefaults(container);
            container.RegisterInstanceAs<IRuntimePluginLocator>(new NoPlugins());
        }
    }

    private sealed class NoPlugins : IRuntimePluginLocator
    {
        public IReadOnlyList<string> GetAllRuntimePlugins() => [];
    }
}

using Reqnroll;
using Reqnroll.Plugins;
using ReqnrollXunit;
using Xunit;

[assembly: AssemblyFixture(typeof(TestRun))]
[assembly: RuntimePlugin(typeof(XunitPlugin))]

namespace ReqnrollXunit;

/// <summary>Begins and ends Reqnroll's run with that of xunit.</summary>
public sealed class TestRun : IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await TestRunnerManager.OnTestRunStartAsync(typeof(TestRun).Assembly);

    public async ValueTask DisposeAsync() => await TestRunnerManager.OnTestRunEndAsync(typeof(TestRun).Assembly);
}

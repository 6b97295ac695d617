using System.Reflection;
using Reqnroll;
using Xunit;

namespace ReqnrollXunit;

/// <summary>Reads a feature before its first scenario, and ends it after the last.</summary>
public sealed class FeatureLifetime : IAsyncLifetime
{
    private FeatureSource? _feature;
    private Assembly? _assembly;

    public FeatureSource FeatureOf(Assembly assembly, string uri)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        _assembly = assembly;
        return _feature ??= FeatureSource.Read(assembly, uri);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_feature is not null) await TestRunnerManager.ReleaseFeatureAsync(_feature.Info, _assembly);
    }
}

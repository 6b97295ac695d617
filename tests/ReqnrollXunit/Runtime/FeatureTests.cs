using System.Reflection;
using Xunit;

namespace ReqnrollXunit;

/// <summary>The base of the generated classes: runs the scenario of a line with Reqnroll.</summary>
public abstract class FeatureTests : IClassFixture<FeatureLifetime>
{
    private readonly ITestOutputHelper _output;
    private readonly Assembly _assembly;
    private readonly FeatureSource _feature;

    protected FeatureTests(ITestOutputHelper output, FeatureLifetime lifetime, Assembly assembly, string uri)
    {
        ArgumentNullException.ThrowIfNull(lifetime);
        (_output, _assembly, _feature) = (output, assembly, lifetime.FeatureOf(assembly, uri));
    }

    protected Task RunAsync(int line) => ScenarioRun.RunAsync(_assembly, _feature, _feature.PickleAt(line), _output);
}

using System.Reflection;
using Io.Cucumber.Messages.Types;
using Reqnroll;
using Reqnroll.BoDi;
using Reqnroll.Configuration;
using Reqnroll.Formatters;
using Reqnroll.Infrastructure;
using Reqnroll.Plugins;
using ReqnrollXunit;

namespace ScriptWs.Tests.ReqnrollPlugin;

/// <summary>A run of Reqnroll of its own, with our plugin, beside the one that xunit knows.</summary>
internal sealed class ReqnrollRun : IAsyncDisposable
{
    private static readonly Assembly Tests = typeof(ReqnrollRun).Assembly;

    private readonly ITestRunnerManager _manager;
    private readonly MessageKeeper _messages = new();

    private ReqnrollRun(Assembly[] steps)
    {
        Container = new ContainerBuilder(new Dependencies(_messages)).CreateGlobalContainer(Tests, new StepAssemblies(steps));
        _manager = Container.Resolve<ITestRunnerManager>();
        _manager.Initialize(Tests);
    }

    public IObjectContainer Container { get; }

    /// <summary>Messages of the run; all are there after it has ended.</summary>
    public IReadOnlyList<Envelope> Messages => _messages.Received;

    public static async Task<ReqnrollRun> BeginAsync(params Assembly[] steps)
    {
        var run = new ReqnrollRun(steps);
        run._manager.ReleaseTestRunnerToPool(run._manager.GetTestRunner(null));
        await run._manager.FireTestRunStartAsync();
        return run;
    }

    /// <summary>Runs all scenarios of a feature.</summary>
    /// <returns>What each of them threw, by its name.</returns>
    public async Task<Dictionary<string, System.Exception?>> RunAsync(string feature, string uri = "features/some.feature")
    {
        var source = new FeatureSource(feature, uri);
        var results = new Dictionary<string, System.Exception?>();
        foreach (var pickle in source.Pickles)
            results[pickle.Name] = await ErrorOfAsync(ScenarioRun.RunAsync(_manager, source, pickle, TestContext.Current.TestOutputHelper!));
        await _manager.EndFeatureForAvailableTestRunnersAsync(source.Info);
        return results;
    }

    /// <summary>Ends the run, so that its last messages come.</summary>
    public async ValueTask DisposeAsync()
    {
        await _manager.FireTestRunEndAsync();
        await _manager.DisposeAsync();
    }

    /// <summary>Unlike xunit's own Record, this keeps a skipped scenario from skipping the test.</summary>
    private static async Task<System.Exception?> ErrorOfAsync(Task scenario)
    {
        try
        {
            await scenario;
            return null;
        }
        catch (System.Exception e)
        {
            return e;
        }
    }

    private sealed class Dependencies(MessageKeeper messages) : DefaultDependencyProvider
    {
        public override void RegisterGlobalContainerDefaults(ObjectContainer container)
        {
            base.RegisterGlobalContainerDefaults(container);
            container.RegisterInstanceAs<ICucumberMessageFormatter>(messages, messages.Name);
            container.RegisterInstanceAs<IRuntimePlugin>(new XunitPlugin(), "xunit");
        }
    }

    private sealed class StepAssemblies(Assembly[] steps) : IRuntimeConfigurationProvider
    {
        public ReqnrollConfiguration LoadConfiguration(ReqnrollConfiguration reqnrollConfiguration)
        {
            reqnrollConfiguration.AdditionalStepAssemblies.AddRange(steps.Select(assembly => assembly.GetName().Name!));
            return reqnrollConfiguration;
        }
    }
}

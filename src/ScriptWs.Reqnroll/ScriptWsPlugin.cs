using Reqnroll.Analytics;
using Reqnroll.Bindings;
using Reqnroll.Bindings.Discovery;
using Reqnroll.BoDi;
using Reqnroll.Formatters;
using Reqnroll.Infrastructure;
using Reqnroll.Plugins;
using Reqnroll.UnitTestProvider;
using ScriptWs.ReqnrollPlugin;
using ScriptWs.ReqnrollPlugin.JavaScript;
using ScriptWs.ReqnrollPlugin.Steps;
using ScriptWs.ReqnrollPlugin.Worlds;
using ScriptWs.Testing;

[assembly: RuntimePlugin(typeof(ScriptWsPlugin))]

namespace ScriptWs.ReqnrollPlugin;

/// <summary>
/// Gives a Reqnroll project the built-in steps of <c>scriptws test</c>, a <see cref="World"/> for each scenario, step timeouts, steps in
/// JavaScript and the HTML page. Reqnroll loads it from the folder of the tests.
/// </summary>
public sealed class ScriptWsPlugin : IRuntimePlugin
{
    /// <summary>Registers everything. Called by Reqnroll.</summary>
    public void Initialize(RuntimePluginEvents runtimePluginEvents, RuntimePluginParameters runtimePluginParameters, UnitTestProviderConfiguration unitTestProviderConfiguration)
    {
        ArgumentNullException.ThrowIfNull(runtimePluginEvents);
        runtimePluginEvents.RegisterGlobalDependencies += (_, e) => RegisterGlobal(e.ObjectContainer);
        runtimePluginEvents.CustomizeTestThreadDependencies += (_, e) => RegisterTestThread(e.ObjectContainer);
        runtimePluginEvents.CustomizeScenarioDependencies += (_, e) => RegisterScenario(e.ObjectContainer);
    }

    private static void RegisterGlobal(ObjectContainer container)
    {
        container.RegisterTypeAs<NoTelemetry, IEnvironmentReqnrollTelemetryChecker>();
        container.RegisterTypeAs<StepInvoker, IAsyncBindingInvoker>();
        container.RegisterTypeAs<StepArguments, IMatchArgumentCalculator>();
        container.RegisterTypeAs<StepRegistration, IRuntimeBindingRegistryBuilder>();
        container.RegisterTypeAs<HtmlPageFormatter, ICucumberMessageFormatter>(HtmlPageFormatter.FormatterName);
    }

    private static void RegisterTestThread(ObjectContainer container)
    {
        container.RegisterTypeAs<StepMatching, IStepDefinitionMatchService>();
        container.RegisterTypeAs<ScriptWorker, ScriptWorker>();
    }

    private static void RegisterScenario(ObjectContainer container)
    {
        container.RegisterTypeAs<ScenarioWorld, ScenarioWorld>();
        container.RegisterFactoryAs(scenario => scenario.Resolve<ScenarioWorld>().World);
    }
}

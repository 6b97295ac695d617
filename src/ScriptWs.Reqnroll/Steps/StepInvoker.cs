using System.Runtime.ExceptionServices;
using Io.Cucumber.Messages.Types;
using Reqnroll;
using Reqnroll.Bindings;
using Reqnroll.Bindings.Reflection;
using Reqnroll.BoDi;
using Reqnroll.Configuration;
using Reqnroll.EnvironmentAccess;
using Reqnroll.ErrorHandling;
using Reqnroll.Infrastructure;
using Reqnroll.Tracing;
using Reqnroll.UnitTestProvider;
using ScriptWs.ReqnrollPlugin.JavaScript;
using ScriptWs.ReqnrollPlugin.Worlds;
using ScriptWs.Testing;
using ScriptWs.Testing.Running;
using ScriptWs.Testing.Steps;

namespace ScriptWs.ReqnrollPlugin.Steps;

/// <summary>Runs steps and hooks, those in JavaScript in their worker's engine, each for no longer than it may take.</summary>
internal sealed class StepInvoker(
    ReqnrollConfiguration configuration, IErrorProvider errors, IBindingDelegateInvoker delegates, IEnvironmentOptions environment, IObjectContainer container)
    : BindingInvoker(configuration, errors, delegates, environment)
{
    private readonly StepRunner _steps = new(new FeatureRunOptions().StepTimeout);

    public override async Task<object?> InvokeBindingAsync(IBinding binding, IContextManager contexts, object[]? arguments, ITestTracer tracer, DurationHolder duration)
    {
        // A step waits for the transformations of its arguments, so they need no limit of their own.
        if (binding is IStepArgumentTransformationBinding) return await base.InvokeBindingAsync(binding, contexts, arguments!, tracer, duration).ConfigureAwait(false);

        var returned = default(object);
        var result = await _steps.RunAsync(CallAsync, TimeoutOf(binding, contexts)).ConfigureAwait(false);
        duration.Duration = result.Duration;
        if (result.WasLeftBehind && binding is IScriptBinding script) Worker(contexts).Replace(script.Folder);
        switch (result.Status)
        {
            case TestStepResultStatus.PASSED:
                return returned;
            case TestStepResultStatus.PENDING:
                throw result.Error ?? new PendingStepException();
            case TestStepResultStatus.SKIPPED:
                container.Resolve<IUnitTestRuntimeProvider>().TestIgnore(result.Message ?? "A step skipped the scenario.");
                return null;
            default:
                contexts.ScenarioContext?.ScenarioContainer.Resolve<ScenarioWorld>().Fail();
                ExceptionDispatchInfo.Throw(result.Error!);
                return null;
        }

        async ValueTask<StepOutcome> CallAsync()
        {
            if (binding is IScriptBinding inJavaScript)
                return await inJavaScript.RunAsync(Worker(contexts), contexts.ScenarioContext.ScenarioContainer.Resolve<World>(), arguments ?? []).ConfigureAwait(false);

            returned = await base.InvokeBindingAsync(binding, contexts, arguments!, tracer, duration).ConfigureAwait(false);
            return StepOutcome.Passed;
        }
    }

    private static ScriptWorker Worker(IContextManager contexts) => contexts.TestThreadContext.TestThreadContainer.Resolve<ScriptWorker>();

    private static TimeSpan? TimeoutOf(IBinding binding, IContextManager contexts) => binding switch
    {
        IScriptBinding script => script.Timeout,
        { Method: RuntimeBindingMethod method } => StepTimeoutAttribute.Of(method.MethodInfo),
        _ => null,
    };
}

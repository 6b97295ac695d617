using System.Reflection;
using System.Reflection.Emit;
using Reqnroll;
using Reqnroll.Plugins;
using ScriptWs.Testing;
using ScriptWs.Testing.Steps;

namespace ScriptWs.Tests.Testing;

/// <summary>What only Reqnroll has is refused with a sentence, before anything runs.</summary>
public sealed class BindingRulesTests
{
    private const string Ending = ", or run it with Reqnroll.";

    public static TheoryData<Type, string> Refused => new()
    {
        { typeof(FeatureHook), "FeatureHook.Run: [BeforeFeature] works in Reqnroll only; use [BeforeScenario], [AfterScenario], [BeforeTestRun] or [AfterTestRun]" },
        { typeof(AfterFeatureHook), "AfterFeatureHook.Run: [AfterFeature] works in Reqnroll only; use [BeforeScenario], [AfterScenario], [BeforeTestRun] or [AfterTestRun]" },
        { typeof(StepHook), "StepHook.Run: [BeforeStep] works in Reqnroll only; use [BeforeScenario], [AfterScenario], [BeforeTestRun] or [AfterTestRun]" },
        { typeof(AfterStepHook), "AfterStepHook.Run: [AfterStep] works in Reqnroll only; use [BeforeScenario], [AfterScenario], [BeforeTestRun] or [AfterTestRun]" },
        { typeof(BlockHook), "BlockHook.Run: [BeforeScenarioBlock] works in Reqnroll only; use [BeforeScenario], [AfterScenario], [BeforeTestRun] or [AfterTestRun]" },
        { typeof(ScopedClass), "ScopedClass: [Scope] works in Reqnroll only; give each step a text of its own" },
        { typeof(ScopedStep), "ScopedStep.Run: [Scope] works in Reqnroll only; give each step a text of its own" },
        { typeof(NamelessStep), "NamelessStep.GivenSomething: a step without an expression works in Reqnroll only; write the text of the step into its attribute" },
        { typeof(TakesContext), "TakesContext: ScenarioContext exists in Reqnroll only; take a World, or a class of your own that holds the state of a scenario" },
        { typeof(TakesContextDeeply), "Driver: FeatureContext exists in Reqnroll only; take a World, or a class of your own that holds the state of a scenario" },
        { typeof(HookTakesOutput), "HookTakesOutput.Run: IReqnrollOutputHelper exists in Reqnroll only; take a World, or a class of your own that holds the state of a scenario" },
        { typeof(DerivesFromSteps), "DerivesFromSteps: the base class Steps works in Reqnroll only; take what the steps need in the constructor" },
        { typeof(Generic<>), "Generic`1: a class with steps cannot be generic; mark the classes that derive from it" },
        { typeof(Abstract), "Abstract: a class with steps cannot be abstract; mark the classes that derive from it" },
        { typeof(AsyncVoid), "AsyncVoid.Run: the end of an async void method cannot be awaited; return a Task" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Steps_WithWhatOnlyReqnrollHas_AreRefused(Type steps, string expected)
    {
        var e = Assert.Throws<FeatureRunException>(() => new BindingSource([steps]));

        Assert.Equal(expected + Ending, e.Message);
    }

    [Fact]
    public void HookOfTheRun_ThatIsNotStatic_IsRefused()
    {
        var e = Assert.Throws<FeatureRunException>(() => new BindingSource([typeof(RunHook)]));

        Assert.Equal("RunHook.Run runs once for the whole run, so it must be static.", e.Message);
    }

    [Fact]
    public void Assembly_WithAPlugin_IsRefused()
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Some.Plugin"), AssemblyBuilderAccess.Run);
        assembly.SetCustomAttribute(new CustomAttributeBuilder(typeof(RuntimePluginAttribute).GetConstructor([typeof(Type)])!, [typeof(RunHook)]));

        var e = Assert.Throws<FeatureRunException>(() => new BindingSource(assembly));

        Assert.Equal("Some.Plugin: [assembly: RuntimePlugin] works in Reqnroll only; move the steps to an assembly without it, or run this one with Reqnroll.", e.Message);
    }

    [Fact]
    public void EveryHookOfReqnroll_IsKnownOrRefused()
    {
        var known = typeof(HookAttribute).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(HookAttribute)) && !type.IsAbstract)
            .Select(type => (HookAttribute)Activator.CreateInstance(type, type.GetConstructors()[0].GetParameters().Length == 0 ? [] : [Array.Empty<string>()])!)
            .Where(hook => BindingRules.TypeOf(hook) is not null).Select(hook => hook.GetType().Name);

        Assert.Equal(["AfterAttribute", "AfterScenarioAttribute", "AfterTestRunAttribute", "BeforeAttribute", "BeforeScenarioAttribute", "BeforeTestRunAttribute"], known.Order());
    }

    [Fact]
    public void Steps_OfTheSharedSubset_AreTaken() => Assert.NotNull(new BindingSource(typeof(PlainSteps.Basket).Assembly));

    private sealed class FeatureHook
    {
        [BeforeFeature]
        public static void Run() => Nothing();
    }

    private sealed class AfterFeatureHook
    {
        [AfterFeature]
        public static void Run() => Nothing();
    }

    private sealed class StepHook
    {
        [BeforeStep]
        public static void Run() => Nothing();
    }

    private sealed class AfterStepHook
    {
        [AfterStep]
        public static void Run() => Nothing();
    }

    private sealed class BlockHook
    {
        [BeforeScenarioBlock]
        public static void Run() => Nothing();
    }

    [Scope(Tag = "some")]
    private sealed class ScopedClass
    {
        [Given("something")]
        public static void Run() => Nothing();
    }

    private sealed class ScopedStep
    {
        [Given("something")]
        [Scope(Feature = "some")]
        public static void Run() => Nothing();
    }

    private sealed class NamelessStep
    {
        [Given]
        public static void GivenSomething() => Nothing();
    }

    private sealed class TakesContext(ScenarioContext context)
    {
        [Given("something")]
        public void Run() => _ = context;
    }

    private sealed class TakesContextDeeply(Driver driver)
    {
        [Given("something")]
        public void Run() => _ = driver;
    }

    private sealed class Driver(FeatureContext context)
    {
        public FeatureContext Context => context;
    }

    private sealed class HookTakesOutput
    {
        [BeforeScenario]
        public static void Run(IReqnrollOutputHelper output) => _ = output;
    }

    private sealed class DerivesFromSteps : Steps
    {
        [Given("something")]
        public static void Run() => Nothing();
    }

    private sealed class Generic<T>
    {
        [Given("something")]
        public static void Run() => _ = typeof(T);
    }

    private abstract class Abstract
    {
        [Given("something")]
        public static void Run() => Nothing();
    }

    private sealed class AsyncVoid
    {
        [Given("something")]
        public static async void Run() => await Task.Yield();
    }

    private sealed class RunHook
    {
        public int Runs { get; private set; }

        [BeforeTestRun]
        public void Run() => Runs++;
    }

    private static void Nothing()
    {
        // These steps are never run.
    }
}

using System.Reflection;
using System.Runtime.CompilerServices;
using Io.Cucumber.Messages.Types;
using Reqnroll.Plugins;

namespace ScriptWs.Testing.Steps;

/// <summary>What step classes for Reqnroll must leave out to run in this engine. Each is refused when the classes are loaded, never ignored.</summary>
internal static class BindingRules
{
    private static readonly Assembly RuntimeAssembly = typeof(BindingAttribute).Assembly;

    /// <exception cref="FeatureRunException">The assembly holds a plugin.</exception>
    public static void Check(Assembly assembly)
    {
        if (assembly.IsDefined(typeof(RuntimePluginAttribute)))
            throw new FeatureRunException($"{assembly.GetName().Name}: [assembly: RuntimePlugin] works in Reqnroll only; move the steps to an assembly without it, or run this one with Reqnroll.");
    }

    /// <exception cref="FeatureRunException">The class uses a feature that only Reqnroll has.</exception>
    public static void Check(Type type)
    {
        if (type.IsGenericTypeDefinition || (type.IsAbstract && !type.IsSealed))
            throw Refusal(type.Name, $"a class with steps cannot be {(type.IsGenericTypeDefinition ? "generic" : "abstract")}", "mark the classes that derive from it");
        if (typeof(Reqnroll.Steps).IsAssignableFrom(type)) throw Refusal(type.Name, "the base class Steps works in Reqnroll only", "take what the steps need in the constructor");
        if (type.IsDefined(typeof(ScopeAttribute))) throw Refusal(type.Name, "[Scope] works in Reqnroll only", "give each step a text of its own");
        CheckConstructors(type, []);
    }

    /// <exception cref="FeatureRunException">The method uses a feature that only Reqnroll has.</exception>
    public static void Check(MethodInfo method)
    {
        var place = $"{method.ReflectedType!.Name}.{method.Name}";
        var steps = method.GetCustomAttributes<StepDefinitionBaseAttribute>().ToList();
        var hooks = method.GetCustomAttributes<HookAttribute>().ToList();
        if (steps.Exists(step => string.IsNullOrEmpty(step.Expression))) throw Refusal(place, "a step without an expression works in Reqnroll only", "write the text of the step into its attribute");
        if (hooks.Find(hook => TypeOf(hook) is null) is { } unknown)
            throw Refusal(place, $"[{unknown.GetType().Name.Replace("Attribute", "", StringComparison.Ordinal)}] works in Reqnroll only", "use [BeforeScenario], [AfterScenario], [BeforeTestRun] or [AfterTestRun]");
        if (hooks.Exists(hook => TypeOf(hook) is HookType.BEFORE_TEST_RUN or HookType.AFTER_TEST_RUN) && !method.IsStatic)
            throw new FeatureRunException($"{place} runs once for the whole run, so it must be static.");
        if (steps.Count + hooks.Count == 0 && !method.IsDefined(typeof(StepArgumentTransformationAttribute))) return;

        if (method.IsDefined(typeof(ScopeAttribute))) throw Refusal(place, "[Scope] works in Reqnroll only", "give each step a text of its own");
        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute))) throw Refusal(place, "the end of an async void method cannot be awaited", "return a Task");
        if (hooks.Count > 0) CheckParameters(place, method.GetParameters(), []);
    }

    /// <summary>What a hook's attribute means; <c>null</c> when only Reqnroll has such hooks.</summary>
    public static HookType? TypeOf(HookAttribute attribute) => attribute switch
    {
        BeforeScenarioAttribute => HookType.BEFORE_TEST_CASE,
        AfterScenarioAttribute => HookType.AFTER_TEST_CASE,
        BeforeTestRunAttribute => HookType.BEFORE_TEST_RUN,
        AfterTestRunAttribute => HookType.AFTER_TEST_RUN,
        _ => null,
    };

    /// <summary>Follows what constructors take, so that a context deep in a library is found before the first scenario.</summary>
    private static void CheckConstructors(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type) || type.Assembly == typeof(object).Assembly) return;
        foreach (var constructor in type.GetConstructors()) CheckParameters(type.Name, constructor.GetParameters(), seen);
    }

    private static void CheckParameters(string place, ParameterInfo[] parameters, HashSet<Type> seen)
    {
        foreach (var type in parameters.Select(parameter => parameter.ParameterType))
        {
            if (type.Assembly == RuntimeAssembly) throw Refusal(place, $"{type.Name} exists in Reqnroll only", "take a World, or a class of your own that holds the state of a scenario");
            if (type.IsClass) CheckConstructors(type, seen);
        }
    }

    private static FeatureRunException Refusal(string place, string what, string remedy) => new($"{place}: {what}; {remedy}, or run it with Reqnroll.");
}

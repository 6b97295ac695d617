using System.Reflection;
using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Expressions;
using ParameterType = ScriptWs.Testing.Expressions.ParameterType;

namespace ScriptWs.Testing.Steps;

/// <summary>Steps in C#: the classes of an assembly that are marked with Reqnroll's <see cref="BindingAttribute"/>.</summary>
internal sealed class BindingSource : IStepSource
{
    private const BindingFlags AnyMethod = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private readonly List<MethodInfo> _methods;

    /// <exception cref="FeatureRunException">The assembly uses a feature that only Reqnroll has.</exception>
    public BindingSource(Assembly assembly)
        : this(assembly.GetTypes().Where(type => type.IsDefined(typeof(BindingAttribute))).ToList()) => BindingRules.Check(assembly);

    /// <exception cref="FeatureRunException">A class uses a feature that only Reqnroll has.</exception>
    public BindingSource(IReadOnlyList<Type> types)
    {
        foreach (var type in types) BindingRules.Check(type);
        _methods = [.. types.SelectMany(type => type.GetMethods(AnyMethod))];
        foreach (var method in _methods) BindingRules.Check(method);
    }

    public IDisposable? AddTo(StepLibrary library)
    {
        List<Transformation> transformations = [.. _methods.SelectMany(Transformation.Of).OrderBy(transformation => transformation.Order)];
        foreach (var method in _methods)
            foreach (var attribute in method.GetCustomAttributes<StepArgumentTransformationAttribute>()) AddParameterType(library, method, attribute);
        foreach (var method in _methods)
        {
            foreach (var attribute in method.GetCustomAttributes<StepDefinitionBaseAttribute>()) AddStep(library, method, attribute, transformations);
            foreach (var attribute in method.GetCustomAttributes<HookAttribute>()) AddHook(library, method, attribute);
        }

        return null;
    }

    private static void AddStep(StepLibrary library, MethodInfo method, StepDefinitionBaseAttribute attribute, List<Transformation> transformations)
    {
        if (library.Read(() => StepExpression.Read(attribute, library.Types)) is not { } pattern) return;
        foreach (var keyword in StepExpression.KeywordsOf(attribute))
        {
            library.Add(new StepDefinition(pattern, SourceOf(method), RunAsync, keyword, StepTimeoutAttribute.Of(method), GroupOf(method))
            {
                Parameters = method.GetParameters().Length,
            });
        }

        async ValueTask<StepOutcome> RunAsync(StepCall call)
        {
            var arguments = await StepArguments.ConvertAsync(call, method, transformations).ConfigureAwait(false);
            await MethodCall.InvokeAsync(method, InstanceFor(method, call), arguments).ConfigureAwait(false);
            return StepOutcome.Passed;
        }
    }

    private static string GroupOf(MethodInfo method) =>
        method.ReflectedType!.GetCustomAttribute<StepGroupAttribute>()?.Name ?? method.ReflectedType!.Name.Replace("Steps", "", StringComparison.Ordinal);

    private static void AddHook(StepLibrary library, MethodInfo method, HookAttribute attribute)
    {
        var tags = TagExpression.Parse(string.Join(" or ", (attribute.Tags ?? []).Select(tag => tag.StartsWith('@') ? tag : $"@{tag}")));
        library.Add(new HookDefinition(BindingRules.TypeOf(attribute)!.Value, tags, SourceOf(method), RunAsync, null, attribute.Order, StepTimeoutAttribute.Of(method)));

        async ValueTask<StepOutcome> RunAsync(StepCall call)
        {
            object?[] arguments = [.. method.GetParameters().Select(parameter => call.World.Container.Resolve(parameter.ParameterType))];
            await MethodCall.InvokeAsync(method, InstanceFor(method, call), arguments).ConfigureAwait(false);
            return StepOutcome.Passed;
        }
    }

    private static void AddParameterType(StepLibrary library, MethodInfo method, StepArgumentTransformationAttribute attribute)
    {
        // The text goes on as it is: the transformation makes the argument when the step is called.
        if (attribute.Name is not { } name) return;
        var examples = method.GetCustomAttribute<ParameterExamplesAttribute>();
        var pattern = (attribute.Regex ?? ".*").TrimStart('^').TrimEnd('$');
        library.Add(new ParameterType(
            name, [pattern], groups => groups[0], examples?.UseForSnippets ?? true, Source: SourceOf(method), TakesWhole: true, Examples: examples?.Examples));
    }

    private static object? InstanceFor(MethodInfo method, StepCall call) => method.IsStatic ? null : call.World.Container.Resolve(method.ReflectedType!);

    private static SourceReference SourceOf(MethodInfo method) =>
        SourceReference.Create(new JavaMethod(method.ReflectedType!.FullName!, method.Name, [.. method.GetParameters().Select(parameter => parameter.ParameterType.Name)]));
}

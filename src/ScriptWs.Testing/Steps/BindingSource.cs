using System.Reflection;
using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Expressions;
using ParameterType = ScriptWs.Testing.Expressions.ParameterType;

namespace ScriptWs.Testing.Steps;

/// <summary>Steps in C#: the classes of an assembly that are marked with <see cref="BindingAttribute"/>.</summary>
internal sealed class BindingSource : IStepSource
{
    private readonly List<MethodInfo> _methods;

    public BindingSource(Assembly assembly)
        : this(assembly.GetTypes().Where(type => type.GetCustomAttribute<BindingAttribute>() is not null))
    {
    }

    public BindingSource(IEnumerable<Type> types) =>
        _methods = [.. types.SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))];

    public IDisposable? AddTo(StepLibrary library)
    {
        var transformations = _methods.SelectMany(Transformations).ToList();
        foreach (var (method, attribute) in All<StepArgumentTransformationAttribute>()) AddParameterType(library, method, attribute);
        foreach (var method in _methods)
        {
            foreach (var attribute in method.GetCustomAttributes<StepAttribute>()) AddStep(library, method, attribute, transformations);
            foreach (var attribute in method.GetCustomAttributes<HookAttribute>()) AddHook(library, method, attribute);
        }

        return null;
    }

    /// <summary>A regular expression shows itself by its anchors.</summary>
    private static IStepPattern Read(string pattern, ParameterTypes types) =>
        pattern.StartsWith('^') || pattern.EndsWith('$') ? new RegularExpression(pattern, types) : new CucumberExpression(pattern, types);

    private static void AddStep(StepLibrary library, MethodInfo method, StepAttribute attribute, List<Transformation> transformations)
    {
        if (library.Read(() => Read(attribute.Pattern, library.Types)) is not { } pattern) return;

        library.Add(new StepDefinition(pattern, SourceOf(method), RunAsync, attribute.Keyword, TimeoutOf(attribute), GroupOf(method)));

        async ValueTask<StepOutcome> RunAsync(StepCall call)
        {
            var arguments = await StepArguments.ConvertAsync(call, method, transformations).ConfigureAwait(false);
            await MethodCall.InvokeAsync(method, InstanceFor(method, call), arguments).ConfigureAwait(false);
            return StepOutcome.Passed;
        }
    }

    private static string GroupOf(MethodInfo method) =>
        method.DeclaringType!.GetCustomAttribute<BindingAttribute>()?.Group ?? method.DeclaringType!.Name.Replace("Steps", "", StringComparison.Ordinal);

    private static TimeSpan? TimeoutOf(StepAttribute attribute) => attribute.TimeoutSeconds > 0 ? TimeSpan.FromSeconds(attribute.TimeoutSeconds) : null;

    private static void AddHook(StepLibrary library, MethodInfo method, HookAttribute attribute)
    {
        if (attribute.Type is HookType.BEFORE_TEST_RUN or HookType.AFTER_TEST_RUN && !method.IsStatic)
            throw new FeatureRunException($"{method.DeclaringType!.Name}.{method.Name} runs once for the whole run, so it must be static.");

        var tags = TagExpression.Parse(string.Join(" or ", attribute.Tags.Select(tag => tag.StartsWith('@') ? tag : $"@{tag}")));
        library.Add(new HookDefinition(attribute.Type, tags, SourceOf(method), RunAsync, null, attribute.Order));

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
        if (attribute.Name is { } name)
            library.Add(new ParameterType(name, [attribute.Pattern ?? ".*"], groups => groups[0], attribute.UseForSnippets, Source: SourceOf(method), TakesWhole: true, Examples: attribute.Examples));
    }

    private IEnumerable<(MethodInfo Method, T Attribute)> All<T>() where T : Attribute =>
        _methods.SelectMany(method => method.GetCustomAttributes<T>().Select(attribute => (method, attribute)));

    private static IEnumerable<Transformation> Transformations(MethodInfo method) =>
        method.GetCustomAttributes<StepArgumentTransformationAttribute>().Select(attribute => new Transformation(method, attribute));

    private static object? InstanceFor(MethodInfo method, StepCall call) => method.IsStatic ? null : call.World.Container.Resolve(method.DeclaringType!);

    private static SourceReference SourceOf(MethodInfo method) =>
        SourceReference.Create(new JavaMethod(method.DeclaringType!.FullName!, method.Name, [.. method.GetParameters().Select(parameter => parameter.ParameterType.Name)]));
}

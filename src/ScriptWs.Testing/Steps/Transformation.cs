using System.Reflection;
using System.Text.RegularExpressions;
using ScriptWs.Testing.Expressions;

namespace ScriptWs.Testing.Steps;

/// <summary>A method marked with <see cref="StepArgumentTransformationAttribute"/>.</summary>
internal sealed class Transformation(MethodInfo method, StepArgumentTransformationAttribute attribute)
{
    private readonly Regex? _pattern = attribute.Pattern is { } pattern ? new Regex($"^(?:{pattern})$", RegexOptions.CultureInvariant, StepRegex.MatchTimeout) : null;

    public Type Result { get; } = Unwrap(method.ReturnType);

    /// <summary>The arguments of the method when it takes this value; <c>null</c> when it does not.</summary>
    public object?[]? Accepts(object value)
    {
        var parameters = method.GetParameters();
        if (value is not string text) return parameters.Length == 1 && parameters[0].ParameterType.IsInstanceOfType(value) ? [value] : null;
        if (_pattern is null) return parameters.Length == 1 && parameters[0].ParameterType == typeof(string) ? [text] : null;
        if (_pattern.Match(text) is not { Success: true } match) return null;

        var groups = match.Groups.Count == 1 ? [text] : match.Groups.Values.Skip(1).Select(group => group.Success ? group.Value : null).ToArray();
        return groups.Length == parameters.Length ? [.. groups.Zip(parameters, (group, parameter) => (object?)StepArguments.ChangeType(group, parameter.ParameterType))] : null;
    }

    public async ValueTask<object?> InvokeAsync(ScenarioContainer container, object?[] arguments) =>
        await MethodCall.InvokeAsync(method, method.IsStatic ? null : container.Resolve(method.DeclaringType!), arguments).ConfigureAwait(false);

    private static Type Unwrap(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            ? type.GetGenericArguments()[0]
            : type;
}

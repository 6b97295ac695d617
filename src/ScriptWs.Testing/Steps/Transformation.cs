using System.Reflection;
using System.Text.RegularExpressions;
using ScriptWs.Testing.Expressions;
using ScriptWs.Testing.Worlds;

namespace ScriptWs.Testing.Steps;

/// <summary>A method marked with <see cref="StepArgumentTransformationAttribute"/>.</summary>
internal sealed class Transformation
{
    private readonly MethodInfo _method;
    private readonly Regex? _pattern;

    /// <exception cref="ExpressionException">Its regular expression is malformed.</exception>
    private Transformation(MethodInfo method, StepArgumentTransformationAttribute attribute)
    {
        (_method, Order) = (method, attribute.Order);
        _pattern = attribute.Regex is { Length: > 0 } pattern ? new StepRegex(StepRegex.Whole(pattern)).Regex : null;
    }

    public Type Result => Unwrap(_method.ReturnType);

    /// <summary>Of several transformations that accept a value, the one with the lowest order is used.</summary>
    public int Order { get; }

    public static IEnumerable<Transformation> Of(MethodInfo method) =>
        method.GetCustomAttributes<StepArgumentTransformationAttribute>().Select(attribute => new Transformation(method, attribute));

    /// <summary>The arguments of the method when it takes this value; <c>null</c> when it does not.</summary>
    public object?[]? Accepts(object value)
    {
        var parameters = _method.GetParameters();
        if (value is not string text) return parameters.Length == 1 && parameters[0].ParameterType.IsInstanceOfType(value) ? [value] : null;
        if (_pattern is null) return parameters.Length == 1 && parameters[0].ParameterType == typeof(string) ? [text] : null;
        if (_pattern.Match(text) is not { Success: true } match) return null;

        // A pattern without groups passes its whole match to a method that has a parameter.
        var groups = match.Groups.Count == 1 && parameters.Length == 1 ? [text] : match.Groups.Values.Skip(1).Select(group => group.Success ? group.Value : null).ToArray();
        return groups.Length == parameters.Length ? [.. groups.Zip(parameters, (group, parameter) => (object?)StepArguments.ChangeType(group, parameter.ParameterType))] : null;
    }

    public async ValueTask<object?> InvokeAsync(ScenarioContainer container, object?[] arguments) =>
        await MethodCall.InvokeAsync(_method, _method.IsStatic ? null : container.Resolve(_method.ReflectedType!), arguments).ConfigureAwait(false);

    private static Type Unwrap(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            ? type.GetGenericArguments()[0]
            : type;
}

using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using ScriptWs.Scripting;

namespace ScriptWs.HostModules;

/// <summary>
/// Makes a module of the methods of a type that have a <see cref="ScriptFunctionAttribute"/>, and refuses what cannot be called.
/// </summary>
internal sealed class ModuleBinder
{
    private const string Async = "Async";

    private readonly NullabilityInfoContext _nullability = new();
    private readonly JsonSerializerOptions _json;
    private readonly string _module;
    private readonly Type _type;

    private ModuleBinder(string module, Type type, JsonSerializerOptions json) => (_module, _type, _json) = (module, type, json);

    /// <exception cref="ArgumentException">It cannot be a module; the message says why.</exception>
    public static HostModule Bind(
        string name,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type type,
        IModuleTarget target,
        ScriptModuleOptions? options,
        bool isConfigured = false)
    {
        ModuleNames.Require(name);
        options ??= new ScriptModuleOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConcurrency, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxWaiting);
        var binder = new ModuleBinder(name, type, options.Json ?? ModuleJson.Default);
        BoundSignature[] signatures =
        [
            .. type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
                .Select(method => (Method: method, Attribute: method.GetCustomAttribute<ScriptFunctionAttribute>()))
                .Where(found => found.Attribute is not null)
                .Select(found => binder.Sign(found.Method, found.Attribute!))
                .OrderBy(signature => signature.Name, StringComparer.Ordinal),
        ];
        if (signatures.Length == 0)
            throw new ArgumentException($"{type} has no public method with [ScriptFunction]; a module has one at least.", nameof(type));
        var sameNames = signatures.GroupBy(signature => signature.Name, StringComparer.Ordinal);
        if (sameNames.FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new ArgumentException(
                $"{type} exports \"{twice.Key}\" twice; give one of them another name: [ScriptFunction(\"…\")].", nameof(type));
        }

        var gate = new HostGate(options.MaxConcurrency, options.MaxWaiting);
        var functions = signatures.Select(signature => new BoundFunction($"{name}.{signature.Name}", signature, target));
        return new HostModule(name, [.. functions], gate)
        {
            IsConfigured = isConfigured,
        };
    }

    private BoundSignature Sign(MethodInfo method, ScriptFunctionAttribute attribute)
    {
        var name = attribute.Name ?? DefaultName(method.Name);
        if (!ModuleNames.IsExport(name)) throw Refuse(method, $"\"{name}\" is no name of JavaScript");
        if (method.ContainsGenericParameters) throw Refuse(method, "it is generic");

        var (adapter, type, isStream) = ResultAdapters.For(method.ReturnType);
        if (attribute.Sync && (isStream || type != method.ReturnType))
            throw Refuse(method, "it returns a task or a stream, which is never Sync");

        var parameters = method.GetParameters();
        ArgumentSource[] sources = [.. parameters.Select(SourceOf)];
        return new BoundSignature(
            name,
            method,
            isStream ? HostFunctionKind.Stream : attribute.Sync ? HostFunctionKind.Sync : HostFunctionKind.Promise,
            [.. parameters.Where((_, i) => sources[i] == ArgumentSource.Script).Select(parameter => Parameter(method, parameter))],
            sources,
            Value(method, type, ResultMayBeNull(method, type), "its result"),
            adapter);
    }

    private ArgumentSource SourceOf(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(CancellationToken) ? ArgumentSource.Cancellation
        : parameter.ParameterType != typeof(ScriptWsConnection) ? ArgumentSource.Script
        : MayBeNull(parameter) ? ArgumentSource.ConnectionOrNull : ArgumentSource.Connection;

    private HostParameter Parameter(MethodInfo method, ParameterInfo parameter)
    {
        var (name, type) = (parameter.Name ?? $"{parameter.Position}", parameter.ParameterType);
        if (type.IsByRef || type.IsByRefLike || type.IsPointer) throw Refuse(method, $"scripts cannot pass \"{name}\" ({type.Name})");
        if (parameter.IsDefined(typeof(ParamArrayAttribute))) throw Refuse(method, $"\"{name}\" is params; take an array");

        var value = Value(method, type, MayBeNull(parameter), $"\"{name}\"");
        return new HostParameter(name, value, parameter.HasDefaultValue, parameter.HasDefaultValue ? Default(parameter) : null);
    }

    private HostValue Value(MethodInfo method, Type type, bool mayBeNull, string what)
    {
        try
        {
            return HostValues.Of(type, mayBeNull, _json);
        }
        catch (NotSupportedException e)
        {
            throw Refuse(method, $"{what} does not pass to scripts: {e.Message}");
        }
    }

    private bool MayBeNull(ParameterInfo parameter) => NullabilityOf(parameter)?.WriteState != NullabilityState.NotNull;

    /// <summary>Of a task or a stream, whether its value or its items may be.</summary>
    private bool ResultMayBeNull(MethodInfo method, Type type)
    {
        var returned = NullabilityOf(method.ReturnParameter);
        var value = type == method.ReturnType ? returned : returned?.GenericTypeArguments.FirstOrDefault();
        return value?.ReadState != NullabilityState.NotNull;
    }

    /// <returns><c>null</c> in programs that are trimmed, which may not contain it.</returns>
    private NullabilityInfo? NullabilityOf(ParameterInfo parameter)
    {
        try
        {
            return _nullability.Create(parameter);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The default of a struct is <c>null</c> here, and the invoker makes the struct of it.</summary>
    private static object? Default(ParameterInfo parameter) =>
        parameter.DefaultValue is { } value && Nullable.GetUnderlyingType(parameter.ParameterType) is { IsEnum: true } type
            ? Enum.ToObject(type, value)
            : parameter.DefaultValue;

    private static string DefaultName(string method) => JsonNamingPolicy.CamelCase.ConvertName(
        method.Length > Async.Length && method.EndsWith(Async, StringComparison.Ordinal) ? method[..^Async.Length] : method);

    private ArgumentException Refuse(MethodInfo method, string problem) =>
        new($"{_type}.{method.Name} cannot be a function of \"host:{_module}\": {problem}.", nameof(method));
}

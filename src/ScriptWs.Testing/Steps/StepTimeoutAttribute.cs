using System.Reflection;

namespace ScriptWs.Testing;

/// <summary>
/// How long a step or hook may take, in real time. The attribute of the method overrides that of its class, which overrides that of
/// the assembly. Default: 30 seconds. Exceeded: the step fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Assembly)]
public sealed class StepTimeoutAttribute(int seconds) : Attribute
{
    /// <summary>The limit in seconds.</summary>
    public int Seconds { get; } = seconds > 0 ? seconds : throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "A step needs at least 1 second.");

    /// <summary>The limit of a method; <c>null</c> for the limit of the run.</summary>
    internal static TimeSpan? Of(MethodInfo method) =>
        (method.GetCustomAttribute<StepTimeoutAttribute>() ?? method.DeclaringType?.GetCustomAttribute<StepTimeoutAttribute>()
            ?? method.Module.Assembly.GetCustomAttribute<StepTimeoutAttribute>()) is { } timeout ? TimeSpan.FromSeconds(timeout.Seconds) : null;
}

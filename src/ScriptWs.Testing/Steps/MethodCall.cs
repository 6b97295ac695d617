using System.Reflection;
using System.Runtime.ExceptionServices;

namespace ScriptWs.Testing.Steps;

/// <summary>Calls a method that may be asynchronous, and lets its own exception out.</summary>
internal static class MethodCall
{
    public static async ValueTask<object?> InvokeAsync(MethodInfo method, object? instance, object?[] arguments)
    {
        object? result;
        try
        {
            result = method.Invoke(instance, arguments);
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }

        switch (result)
        {
            case Task task:
                await task.ConfigureAwait(false);
                return method.ReturnType.IsGenericType ? task.GetType().GetProperty("Result")!.GetValue(task) : null;
            case ValueTask task:
                await task.ConfigureAwait(false);
                return null;
            case not null when result.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ValueTask<>):
                var asTask = (Task)type.GetMethod("AsTask")!.Invoke(result, null)!;
                await asTask.ConfigureAwait(false);
                return asTask.GetType().GetProperty("Result")!.GetValue(asTask);
            default:
                return result;
        }
    }
}

using System.Diagnostics.CodeAnalysis;

namespace ScriptWs.HostModules;

/// <summary>Chooses how the result of a method is taken apart.</summary>
internal static class ResultAdapters
{
    private const string Generated = "Ahead-of-time compilation is refused by a build error; the adapters are kept by their own code.";

    /// <summary>What a method returns, and how it is taken apart.</summary>
    /// <returns>The adapter, the type of the value, and whether it is a stream.</returns>
    [UnconditionalSuppressMessage("Aot", "IL3050", Justification = Generated)]
    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = Generated)]
    public static (ResultAdapter Adapter, Type Value, bool IsStream) For(Type returned)
    {
        if (returned == typeof(Task)) return (new TaskResult<Task>(static task => task), typeof(void), false);
        if (returned == typeof(ValueTask)) return (new TaskResult<ValueTask>(static task => task.AsTask()), typeof(void), false);
        if (!returned.IsGenericType) return (new PlainResult(), returned, false);

        var (definition, value) = (returned.GetGenericTypeDefinition(), returned.GetGenericArguments()[0]);
        if (definition == typeof(Task<>)) return (Create(typeof(TaskResultOf<>).MakeGenericType(value)), value, false);
        if (definition == typeof(ValueTask<>)) return (Create(typeof(ValueTaskResultOf<>).MakeGenericType(value)), value, false);
        if (definition == typeof(IAsyncEnumerable<>)) return (Create(typeof(StreamResult<>).MakeGenericType(value)), value, true);
        return (new PlainResult(), returned, false);
    }

    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor, typeof(TaskResultOf<>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor, typeof(ValueTaskResultOf<>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor, typeof(StreamResult<>))]
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = Generated)]
    private static ResultAdapter Create(Type type) => (ResultAdapter)Activator.CreateInstance(type)!;
}

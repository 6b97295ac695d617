using System.Diagnostics.CodeAnalysis;

namespace ScriptWs.HostModules;

/// <summary>One object for all calls, made at the first.</summary>
internal sealed class LazyTarget : IModuleTarget
{
    private readonly Lazy<object> _instance;

    /// <exception cref="ScriptWsException">It cannot be made: it has no constructor without parameters.</exception>
    public LazyTarget([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type type)
    {
        var isStatic = type is { IsAbstract: true, IsSealed: true };
        var constructor = type.GetConstructor([]);
        if (!isStatic && (type.IsAbstract || constructor is null))
            throw new ScriptWsException($"{type.FullName} has no public constructor without parameters");
        _instance = new Lazy<object>(() => isStatic ? type : constructor!.Invoke([]));
    }

    public ModuleLease Take() => new(_instance.Value, null);

    /// <summary>Disposes the object, if it was made and wants it.</summary>
    public async Task EndAsync()
    {
        if (!_instance.IsValueCreated) return;
        if (_instance.Value is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync().ConfigureAwait(false);
        else (_instance.Value as IDisposable)?.Dispose();
    }
}

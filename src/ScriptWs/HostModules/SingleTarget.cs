namespace ScriptWs.HostModules;

/// <summary>One object for all calls.</summary>
internal sealed class SingleTarget(object instance) : IModuleTarget
{
    public ModuleLease Take() => new(instance, null);
}

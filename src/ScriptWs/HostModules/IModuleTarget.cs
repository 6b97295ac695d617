namespace ScriptWs.HostModules;

/// <summary>Where the objects come from that calls are made on. Any thread.</summary>
internal interface IModuleTarget
{
    ModuleLease Take();
}

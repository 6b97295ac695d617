namespace ScriptWs.Http.Hosting;

/// <summary>A module of C# that the application adds to its server.</summary>
/// <param name="addTo">Adds it.</param>
internal sealed class HostedModule(Action<ScriptWsModules> addTo)
{
    public void AddTo(ScriptWsModules modules) => addTo(modules);
}

using Microsoft.Extensions.DependencyInjection;

namespace ScriptWs.HostModules;

/// <summary>A service of a scope of its own for each call.</summary>
internal sealed class ScopedTarget(IServiceProvider services, Type type) : IModuleTarget
{
    public ModuleLease Take()
    {
        var scope = services.CreateAsyncScope();
        try
        {
            return new ModuleLease(scope.ServiceProvider.GetRequiredService(type), scope);
        }
        catch
        {
            scope.Dispose();
            throw;
        }
    }
}

using Reqnroll.BoDi;
using Reqnroll.Infrastructure;
using Reqnroll.Plugins;

namespace ScriptWs.ReqnrollPlugin;

/// <summary>
/// Reqnroll loads every <c>*.ReqnrollPlugin.dll</c> of the current folder, whatever its origin. This loads those beside the test
/// assembly only.
/// </summary>
/// <example><code>[ModuleInitializer] internal static void Initialize() => TrustedPlugins.Only();</code></example>
public static class TrustedPlugins
{
    /// <summary>Takes effect for runs that begin afterwards, in this process.</summary>
    public static void Only() => ContainerBuilder.DefaultDependencyProvider = Dependencies;

    internal static IDefaultDependencyProvider Dependencies { get; } = new TrustingDependencies();

    private sealed class TrustingDependencies : DefaultDependencyProvider
    {
        public override void RegisterGlobalContainerDefaults(ObjectContainer container)
        {
            base.RegisterGlobalContainerDefaults(container);
            container.RegisterTypeAs<Locator, IRuntimePluginLocator>();
        }
    }

    /// <summary>Names the plugins in the folder of the test assembly, and the test assembly itself, which may hold one too.</summary>
    private sealed class Locator(ITestAssemblyProvider tests) : IRuntimePluginLocator
    {
        public IReadOnlyList<string> GetAllRuntimePlugins()
        {
            var assembly = tests.TestAssembly.Location;
            return [.. Directory.EnumerateFiles(Path.GetDirectoryName(assembly)!, "*.ReqnrollPlugin.dll").Append(assembly)];
        }
    }
}

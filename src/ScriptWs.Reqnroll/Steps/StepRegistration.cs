using System.Reflection;
using Reqnroll.Bindings;
using Reqnroll.Bindings.Discovery;
using ScriptWs.ReqnrollPlugin.JavaScript;
using ScriptWs.Testing;

namespace ScriptWs.ReqnrollPlugin.Steps;

/// <summary>Adds to the steps of a project those that are built in, and those in JavaScript.</summary>
internal sealed class StepRegistration(RuntimeBindingRegistryBuilder builder, IBindingRegistry registry, StepFolders folders) : IRuntimeBindingRegistryBuilder
{
    public Assembly[] GetBindingAssemblies(Assembly testAssembly)
    {
        folders.Read(testAssembly);
        return [.. builder.GetBindingAssemblies(testAssembly).Append(typeof(World).Assembly).Append(typeof(StepRegistration).Assembly).Distinct()];
    }

    public void BuildBindingsFromAssembly(Assembly assembly) => builder.BuildBindingsFromAssembly(assembly);

    public void BuildingCompleted()
    {
        foreach (var folder in folders.All)
        {
            using var engine = folder.Load();
            foreach (var (position, step) in engine.Library.Steps.Index())
                foreach (var type in Enum.GetValues<StepDefinitionType>())
                    registry.RegisterStepDefinitionBinding(new ScriptStepBinding(folder, type, position, step));
            foreach (var (position, hook) in engine.Library.Hooks.Index())
                if (ScriptHookBinding.TypeOf(hook) is { } type) registry.RegisterHookBinding(new ScriptHookBinding(folder, type, position, hook));
        }

        builder.BuildingCompleted();
    }
}

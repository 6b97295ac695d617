using ScriptWs.Testing.JavaScript;
using ScriptWs.Testing.Steps;

namespace ScriptWs.Testing.Running;

/// <summary>Where the steps of a run come from, by its options.</summary>
internal static class StepSources
{
    public static IReadOnlyList<IStepSource> Of(FeatureRunOptions options)
    {
        var sources = new List<IStepSource>();
        if (options.BuiltInSteps) sources.Add(new BindingSource(typeof(StepSources).Assembly));
        sources.AddRange(options.StepAssemblies.Select(assembly => new BindingSource(assembly)));
        if (options.StepFiles.Count > 0) sources.Add(new ScriptStepSource(options.StepFiles, options.Folder));
        return sources;
    }
}

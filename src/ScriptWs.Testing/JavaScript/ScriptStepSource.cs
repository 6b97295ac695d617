using ScriptWs.Testing.Steps;

namespace ScriptWs.Testing.JavaScript;

/// <summary>Steps in JavaScript: files that import <c>scriptws/testing</c>. Each worker has an engine of its own.</summary>
internal sealed class ScriptStepSource(IReadOnlyList<string> files, string folder) : IStepSource
{
    public IDisposable? AddTo(StepLibrary library)
    {
        var engine = new StepEngine(folder);
        var host = new StepHost(engine, library, folder);
        engine.Engine.Modules.Add(StepModuleLoader.Host, builder => builder.ExportValue("host", host.CreateObject()));
        host.Attach(engine.Import(StepModuleLoader.Testing));
        foreach (var file in files) engine.Import(Path.GetRelativePath(folder, Path.GetFullPath(file, folder)).Replace('\\', '/'));
        host.Define();
        return engine;
    }
}

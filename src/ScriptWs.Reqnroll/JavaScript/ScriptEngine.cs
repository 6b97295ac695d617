using ScriptWs.Testing.JavaScript;
using ScriptWs.Testing.Steps;

namespace ScriptWs.ReqnrollPlugin.JavaScript;

/// <summary>The JavaScript steps of one folder, loaded for one worker.</summary>
internal sealed class ScriptEngine : IDisposable
{
    private readonly IDisposable? _engine;

    /// <exception cref="Testing.FeatureRunException">A file is missing or wrong.</exception>
    public ScriptEngine(StepFolder folder) => _engine = new ScriptStepSource(folder.Files, folder.Root).AddTo(Library);

    public StepLibrary Library { get; } = new();

    public void Dispose() => _engine?.Dispose();
}

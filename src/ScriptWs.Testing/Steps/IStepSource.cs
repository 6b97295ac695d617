namespace ScriptWs.Testing.Steps;

/// <summary>Where steps come from: C# classes, or JavaScript files.</summary>
internal interface IStepSource
{
    /// <summary>Adds its definitions, for one worker. Called once for each worker, in the same order of definitions each time.</summary>
    /// <exception cref="FeatureRunException">They cannot be loaded.</exception>
    IDisposable? AddTo(StepLibrary library);
}

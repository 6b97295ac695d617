using ScriptWs.Testing;
using ScriptWs.Testing.Steps;

namespace ScriptWs.ReqnrollPlugin.JavaScript;

/// <summary>A step or hook in JavaScript, registered with Reqnroll.</summary>
internal interface IScriptBinding
{
    StepFolder Folder { get; }

    /// <summary>How long it may take; <c>null</c> for the usual time.</summary>
    TimeSpan? Timeout { get; }

    /// <summary>Runs it in the engine that the worker has for its folder.</summary>
    ValueTask<StepOutcome> RunAsync(ScriptWorker worker, World world, object[] arguments);
}

using System.Text.RegularExpressions;

namespace ScriptWs.Tests.Architecture;

/// <summary>Nothing of the library is called by a thread, a timer or the pool but through Background, which lets no exception out.</summary>
public sealed partial class CallbackTests
{
    /// <summary>What guards itself: the guard, and work items that are the pool's own so that nothing is allocated for them.</summary>
    private static readonly string[] Guarded = ["Diagnostics/Background.cs", "Dispatch/ScriptWorker.cs", "Transport/Portable/SocketTransport.cs", "Transport/Portable/SocketOutput.cs"];

    [Fact]
    public void Callback_OfAThreadATimerOrThePool_IsStartedByBackground() => Violations.None(
        from file in SourceFile.Under("src/ScriptWs")
        where !Guarded.Any(guarded => file.Path.EndsWith(guarded, StringComparison.Ordinal))
        from line in file.Code
        where UnguardedStart().IsMatch(line.Code)
        select file.At(line.Number, "an exception there would end the process; start it with Background"));

    [Fact]
    public void Method_ThatReturnsNothing_IsNotAsync() => Violations.None(
        from file in SourceFile.Under("src")
        from line in file.Code
        where AsyncVoid().IsMatch(line.Code)
        select file.At(line.Number, "an exception of an async void method ends the process; return a Task"));

    [GeneratedRegex(@"new Thread\(|ThreadPool\.(Unsafe)?(Queue|Register)|\.CreateTimer\(|new (Timer|PeriodicTimer)\(|IThreadPoolWorkItem")]
    private static partial Regex UnguardedStart();

    [GeneratedRegex(@"\basync void \w+\(")]
    private static partial Regex AsyncVoid();
}

using ScriptWs.Reload;

namespace ScriptWs.Tests.Reload;

public sealed class RehearsalTests
{
    [Fact]
    public Task Script_OfTheRehearsal_LoadsAndMoves() => Rehearsal.RunAsync();
}

namespace ScriptWs.Testing.Vocabulary;

/// <summary>Time that passes because it is told to.</summary>
[Binding]
internal sealed class ClockSteps(World world)
{
    [When("{duration} pass(es)( in silence)")]
    [Given("{duration} have/has passed")]
    public async Task WhenTimePasses(TimeSpan time) => await world.AdvanceAsync(time).ConfigureAwait(false);
}

namespace ScriptWs.Testing.Vocabulary;

/// <summary>Time that passes because it is told to.</summary>
[Binding, StepGroup(Groups.Clock)]
internal sealed class ClockSteps(World world)
{
    [When("{duration} pass(es)( in silence)/(have )(has )passed")]
    [Given("{duration} pass(es)( in silence)/(have )(has )passed")]
    public async Task WhenTimePasses(TimeSpan time) => await world.AdvanceAsync(time).ConfigureAwait(false);

    [When("the server stands still for {duration}")]
    public async Task WhenTheServerStandsStill(TimeSpan time)
    {
        world.NeedsOwnServer();
        await world.SettleAsync().ConfigureAwait(false);
        world.Clock.Skip(time);
    }
}

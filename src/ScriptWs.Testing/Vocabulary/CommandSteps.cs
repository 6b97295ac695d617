using ScriptWs.Testing.Worlds;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>The scriptws command, run as a program in the folder of the scenario's files.</summary>
[Binding, StepGroup(Groups.Command)]
internal sealed class CommandSteps(World world)
{
    private CommandRun? _last;

    [When("{string} is run/running")]
    [StepTimeout(WaitBounds.ProcessStepSeconds)]
    public async Task WhenIsRun(string line)
    {
        world.NeedsOwnServer();
        _last = Start(line);
        await _last.ExitAsync().ConfigureAwait(false);
    }

    [Given("{string} is run/running")]
    [StepTimeout(WaitBounds.ProcessStepSeconds)]
    public async Task GivenIsRunning(string line)
    {
        world.NeedsOwnServer();
        _last = Start(line);
        world.UseServerAt(await _last.ListeningAsync().ConfigureAwait(false));
    }

    [When("the command is told to stop")]
    [StepTimeout(WaitBounds.ProcessStepSeconds)]
    public async Task WhenToldToStop() => await Last().StopAsync().ConfigureAwait(false);

    [When("{process} is/was killed")]
    [Given("{process} is/was killed")]
    [StepTimeout(WaitBounds.ProcessStepSeconds)]
    public async Task WhenAProcessIsKilled(ProcessRole process) =>
        await (process == ProcessRole.Supervising ? Last().KillSupervisorAsync() : Last().KillServingAsync()).ConfigureAwait(false);

    [When("the server is/was handed over to a new process")]
    [Given("the server is/was handed over to a new process")]
    [StepTimeout(WaitBounds.ProcessStepSeconds)]
    public async Task WhenTheServerIsHandedOver() => await Last().HandOverAsync().ConfigureAwait(false);

    [Then("the exit code is {int}")]
    [StepTimeout(WaitBounds.ProcessStepSeconds)]
    public async Task ThenTheExitCodeIs(int code)
    {
        var found = await Last().ExitAsync().ConfigureAwait(false);
        if (found != code) throw new StepFailedException("The command ended with another exit code.", $"{code}", $"{found}\n{Last().Errors}{Last().Output}");
    }

    [Then("the command {prints} {string}")]
    [StepTimeout(WaitBounds.ProcessStepSeconds)]
    public async Task ThenItPrints(CommandStream stream, string text) => await (stream == CommandStream.Output
        ? Last().ContainsAsync("printed", text, run => run.Output)
        : Last().ContainsAsync("complained", text, run => run.Errors)).ConfigureAwait(false);

    private CommandRun Start(string line)
    {
        if (OperatingSystem.IsWindows() && line.EndsWith("--supervised", StringComparison.Ordinal)) throw new SkipStepException("Processes do not hand their sockets on here.");
        world.Setup.WriteFiles();
        var run = CommandRun.Start(line, world.Setup.Folder);
        world.Container.Own(run);
        return run;
    }

    private CommandRun Last() => _last ?? throw new StepFailedException("No command has been run; write a step before that runs one.");
}

using Reqnroll;
using ScriptWs.Testing;

namespace ScriptWs.Tests.ReqnrollPlugin;

/// <summary>Steps that end in every way.</summary>
[Binding]
public sealed class SomeSteps(World world)
{
    [Given("all is well")]
    public static void AllIsWell()
    {
        // It is.
    }

    [When("the step does not end")]
    [StepTimeout(1)]
    public static Task DoesNotEnd() => Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);

    [When("the step fails")]
    public static void Fails() => throw new StepFailedException("as it should");

    [When("the step is not written")]
    public static void IsNotWritten() => throw new PendingStepException();

    [When("the step does not apply")]
    public static void DoesNotApply() => throw new SkipStepException("not here");

    [When("this is one step")]
    public static void One() => AllIsWell();

    [When("this is one/another step")]
    public static void Another() => AllIsWell();

    [When("the number {int} is small")]
    public static void IsSmall(byte number) => ArgumentOutOfRangeException.ThrowIfGreaterThan(number, byte.MaxValue);

    [Then("the scenario is tagged {string} and named {string}")]
    public void IsTagged(string tag, string name)
    {
        Assert.Contains(tag, world.Scenario.Tags);
        Assert.Equal(name, world.Scenario.Name);
    }

    [Then("a step attaches {string} and logs {string}")]
    public void Attaches(string text, string line)
    {
        world.Attach(text, "application/json", "a file");
        world.LogLine(line);
    }
}

using Reqnroll;

namespace PlainSteps;

[Binding]
public sealed class BasketHooks(Basket basket)
{
    public static int Runs { get; private set; }

    [BeforeTestRun]
    public static void BeginRun() => Runs++;

    [AfterTestRun]
    public static void EndRun() => Runs--;

    [BeforeScenario("gift", Order = 1)]
    public void GiveAPlum() => basket.Add("plum", 1);

    [AfterScenario]
    public void LeaveNothingBehind(Basket same)
    {
        if (!ReferenceEquals(same, basket)) throw new InvalidOperationException("A hook has got another basket than the steps.");
    }
}

using Reqnroll;

namespace PlainSteps;

[Binding]
public class BasketOutcomes(Basket basket)
{
    [Then("it costs {money}")]
    public void ThenItCosts(Money money) => Expect(money?.Cents, basket.Cents);

    [Then("^the basket holds (.*) pieces?$")]
    public void ThenItHolds(int pieces) => Expect(pieces, basket.Pieces);

    [Then("the bill says:")]
    public void ThenTheBillSays(string text) => Expect(text, basket.Bill);

    [Then("the run has begun once")]
    public static void ThenTheRunHasBegunOnce() => Expect(1, BasketHooks.Runs);

    [StepArgumentTransformation("(.*) cents", Name = "money")]
    public static Money MoneyOf(int cents) => new(cents);

    private static void Expect(object? expected, object? found)
    {
        if (!Equals(expected, found)) throw new InvalidOperationException($"expected {expected}, found {found}");
    }
}

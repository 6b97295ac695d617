using Reqnroll;

namespace PlainSteps;

[Binding]
public sealed class BasketSteps(Basket basket) : IDisposable
{
    [Given("a basket")]
    public static void GivenABasket()
    {
        // It is there.
    }

    [Given("the prices:")]
    public void GivenThePrices(DataTable prices)
    {
        foreach (var row in prices.Rows) basket.Prices[row["name"]] = int.Parse(row["cents"], System.Globalization.CultureInfo.InvariantCulture);
    }

    [Given(@"a basket with (\d+) (.*)")]
    public void GivenABasketWith(int pieces, string fruit) => basket.Add(fruit, pieces);

    [When("{int} {word} is/are added")]
    public async Task WhenAdded(int pieces, string fruit)
    {
        await Task.Yield();
        basket.Add(fruit, pieces);
    }

    [When("the fruit is bought(:)")]
    public void WhenBought() => basket.Add("apple", 1);

    [When("the fruit is bought(:)")]
    public void WhenBought(Table fruit)
    {
        ArgumentNullException.ThrowIfNull(fruit);
        foreach (var (name, pieces) in fruit.CreateSet<(string Name, int Pieces)>()) basket.Add(name, pieces);
    }

    [StepDefinition("nothing happens")]
    public static void NothingHappens()
    {
        // As it says.
    }

    public void Dispose() => basket.Prices.Clear();
}

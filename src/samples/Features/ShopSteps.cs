using Reqnroll;
using ScriptWs.Testing;

namespace ScriptWs.Samples.Features;

/// <summary>Opens the shop with a repository of its own for each scenario.</summary>
[Binding]
public sealed class ShopSteps(World world)
{
    [Given("the shop sells {word}")]
    public async Task GivenTheShopSells(string item)
    {
        world.Setup.AddModule("orders", new Orders(item));
        world.Setup.UseScriptFile(Path.Combine(AppContext.BaseDirectory, "shop.js"));
        await world.StartServerAsync();
    }
}

using ScriptWs.Configuration;
using ScriptWs.Testing;
using ScriptWs.Tests.Cli;

namespace ScriptWs.Tests.HostModules;

public sealed class PluginTests : IDisposable
{
    private const string Script = """
        import { find } from "host:orders";
        export function onConnect(connection) { connection.data.asked = 0; }
        export async function onMessage(connection) { connection.send(`${await find(7)}, ${++connection.data.asked}`); }
        """;

    private readonly TemporaryFolder _folder = new();

    private string Assembly => Path.Combine(_folder.Path, "Orders.dll");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Assembly_Replaced_IsUsedFromThenOnAndConnectionsStay()
    {
        PluginAssembly.WriteOrders(Assembly);
        await using var world = await ServeAsync();
        var anna = await world.ConnectAsync("anna");

        await anna.SendAsync("x");
        var before = (await anna.ReceiveAsync()).Text;
        PluginAssembly.WriteOrders(Assembly, "[ScriptFunction] public static string Find(int id) => $\"new order {id}\";");
        await world.Server!.ReloadAsync(TestContext.Current.CancellationToken);
        await anna.SendAsync("x");

        Assert.Equal("order 7, 1", before);
        Assert.Equal("new order 7, 2", (await anna.ReceiveAsync()).Text);
        Assert.Empty(world.UnexpectedLog);
    }

    [Theory]
    [InlineData(null, "cannot be loaded: it is not an assembly of .NET. The previous version continues.")]
    [InlineData(
        "[ScriptFunction] public void Other() { }",
        "as it is now. The previous version continues.")]
    public async Task Assembly_ReplacedByABrokenOne_IsRefusedAndThePreviousContinues(string? function, string problem)
    {
        PluginAssembly.WriteOrders(Assembly);
        await using var world = await ServeAsync();
        var anna = await world.ConnectAsync("anna");

        if (function is null) File.WriteAllText(Assembly, "no assembly");
        else PluginAssembly.WriteOrders(Assembly, function);
        await world.Server!.ReloadAsync(TestContext.Current.CancellationToken);
        await anna.SendAsync("x");

        Assert.Equal("order 7, 1", (await anna.ReceiveAsync()).Text);
        Assert.Contains(world.UnexpectedLog, entry => entry.Text.EndsWith(problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("public sealed class Orders { }", null, "no public type of it has a public method with [ScriptFunction]")]
    [InlineData("public sealed class Orders { }", "Shop.Orders", "it has no type Shop.Orders; set modules[].type to its full name")]
    [InlineData(
        "public sealed class Orders(int size) { [ScriptWs.ScriptFunction] public int Size() => size; }",
        null,
        "Orders has no public constructor without parameters")]
    public void Check_OfAnAssemblyThatIsNoModule_NamesTheRemedy(string source, string? type, string problem)
    {
        PluginAssembly.Write(Assembly, source);
        _folder.Write("main.js", "export function onStart() { }");

        var problems = ScriptWsServer.Check(new ScriptWsOptions
        {
            BaseDirectory = _folder.Path,
            Listen = [new ListenOptions { Port = 0 }],
            Endpoints = [new EndpointOptions { Script = "main.js" }],
            Modules = [new ModuleOptions { Name = "orders", Assembly = "Orders.dll", Type = type }],
        });

        Assert.Equal([$"module \"orders\": Orders.dll cannot be loaded: {problem}."], problems);
    }

    [Fact]
    public async Task Types_OfAConfiguredModule_AreWrittenBesideTheScript()
    {
        PluginAssembly.WriteOrders(Assembly);
        _folder.Write("chat.js", Script);
        _folder.Write(
            "server.json",
            """{ "endpoints": [{ "path": "/", "script": "chat.js" }], "modules": [{ "name": "orders", "assembly": "Orders.dll" }] }""");

        var (exitCode, output, errors) = await CliRun.RunAsync("types", _folder.Path);

        var written = Path.Combine(_folder.Path, "host-orders.d.ts");
        Assert.Equal((0, $"{written}\n", ""), (exitCode, output, errors));
        Assert.Contains("export function find(id: number): Promise<string", File.ReadAllText(written), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Types_WithoutModules_SaysWhatToAdd()
    {
        _folder.Write("chat.js", "export function onStart() { }");

        var (exitCode, _, errors) = await CliRun.RunAsync("types", Path.Combine(_folder.Path, "chat.js"));

        Assert.Equal(2, exitCode);
        Assert.Equal(
            "scriptws: the configuration names no module; add \"modules\": [{ \"name\": \"orders\", \"assembly\": \"Orders.dll\" }].\n",
            errors);
    }

    private Task<World> ServeAsync() => World.ServeSourceAsync(Script, setup =>
    {
        setup.Set("modules.0.name", "orders");
        setup.Set("modules.0.assembly", Assembly);
    });
}

using System.Reflection;
using Io.Cucumber.Messages.Types;
using ScriptWs.Testing;
using ScriptWs.Testing.Steps;
using DataTable = Reqnroll.DataTable;

namespace ScriptWs.Tests.Testing;

/// <summary>What a C# step gets for what stands below it.</summary>
public sealed class StepArgumentsTests
{
    [Fact]
    public async Task Convert_WithoutATableThatIsOptional_GivesTheDefault()
    {
        var arguments = await ConvertAsync(nameof(WithOptionalTable), block: null);

        Assert.Equal([null], arguments);
    }

    [Fact]
    public async Task Convert_WithATableThatIsOptional_GivesTheTable()
    {
        var table = new PickleStepArgument(null!, new PickleTable(null, [new PickleTableRow([new PickleTableCell("a")])]));

        var arguments = await ConvertAsync(nameof(WithOptionalTable), table);

        Assert.Equal("a", Assert.Single(Assert.IsType<DataTable>(Assert.Single(arguments)).Header));
    }

    [Fact]
    public async Task Convert_WithoutATableThatIsNot_SaysSo()
    {
        var e = await Assert.ThrowsAsync<StepFailedException>(() => ConvertAsync(nameof(WithTable), block: null));

        Assert.Equal("StepArgumentsTests.WithTable takes 1 argument, the step has 0 arguments; make them equal.", e.Message);
    }

    private static void WithTable(DataTable table) => _ = table;

    private static void WithOptionalTable(DataTable? table = null) => _ = table;

    private static async Task<object?[]> ConvertAsync(string method, PickleStepArgument? block)
    {
        await using var world = new World(new ScenarioInfo("some", new HashSet<string>(), "some.feature", 1), null, _ => { });
        var step = typeof(StepArgumentsTests).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!;
        return await StepArguments.ConvertAsync(new StepCall(world, [], block), step, []);
    }
}

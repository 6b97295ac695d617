using System.Text.Json;

namespace ScriptWs.Tests.HostModules;

/// <summary>Functions whose names and signatures are chosen at run time.</summary>
public sealed class JsonModuleTests
{
    [Theory]
    [InlineData("await echo(1, 'a', [true], { b: null })", """[1,"a",[true],{"b":null}]""")]
    [InlineData("await echo()", "[]")]
    [InlineData("await echo(undefined, 2)", "[null,2]")]
    [InlineData("await echo(1, undefined)", "[1]")]
    [InlineData("await echo(null)", "[null]")]
    [InlineData("await nothing()", "null")]
    [InlineData("await later(5)", "[5]")]
    [InlineData("now(5)", "[5]")]
    [InlineData("await Array.fromAsync(items(1, null, 'x'))", """[1,null,"x"]""")]
    [InlineData("await fails().catch((e) => [e.name, e.message, e.code])", """["Error","no tea","stock"]""")]
    [InlineData("await breaks().catch((e) => e.message)", "\"it.breaks failed\"")]
    [InlineData("(() => { try { return late(); } catch (e) { return e.message; } })()", "\"it.late failed\"")]
    public void Call_Always_PassesJson(string expression, string expected) => Assert.Equal(expected, Run(expression));

    [Theory]
    [InlineData("9", "f", "A module cannot be named \"9\"; take at most 64 letters, digits, . _ and -, a letter first. (Parameter 'name')")]
    [InlineData("a", "f-g", "\"f-g\" is no name of JavaScript; choose another for \"host:a\". (Parameter 'functions')")]
    [InlineData("a", "f,f", "\"host:a\" exports \"f\" twice; remove one. (Parameter 'functions')")]
    [InlineData("a", "", "The module \"a\" has no function; add one at least. (Parameter 'functions')")]
    public void AddJson_OfWhatCannotBe_SaysWhy(string name, string functions, string problem)
    {
        var modules = new ScriptWsModules(new ScriptWs.Scripting.HostModuleTable());
        var all = functions.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(one => new ScriptJsonFunction(one, Echo)).ToArray();

        var refused = Assert.Throws<ArgumentException>(() => modules.AddJson(name, all));

        Assert.Equal(problem, refused.Message);
    }

    private static string Run(string expression)
    {
        using var script = new ModuleScript(
            $$"""
            import { breaks, echo, fails, items, late, later, nothing, now } from "host:it";
            export async function onStart() { console.log(JSON.stringify({{expression}})); }
            """,
            modules => modules.AddJson("it",
            [
                new ScriptJsonFunction("echo", Echo),
                new ScriptJsonFunction("nothing", static (_, _) => default),
                new ScriptJsonFunction("later", LaterAsync),
                new ScriptJsonFunction("now", Echo) { Kind = ScriptFunctionKind.Sync },
                new ScriptJsonFunction("late", Never) { Kind = ScriptFunctionKind.Sync },
                new ScriptJsonFunction("items", Echo) { Kind = ScriptFunctionKind.Stream },
                new ScriptJsonFunction("fails", static (_, _) => throw new ScriptException("no tea", "stock")),
                new ScriptJsonFunction("breaks", static (_, _) => throw new InvalidOperationException("secret")),
            ]));

        script.Host.OnStart();
        script.PumpUntil(() => script.Said.Lines.Count > 0);

        return Assert.Single(script.Said.Lines);
    }

    private static ValueTask<JsonElement> Echo(IReadOnlyList<JsonElement> arguments, CancellationToken cancellationToken) =>
        ValueTask.FromResult(JsonSerializer.SerializeToElement(arguments));

    private static ValueTask<JsonElement> Never(IReadOnlyList<JsonElement> arguments, CancellationToken cancellationToken) =>
        new(new TaskCompletionSource<JsonElement>().Task);

    private static async ValueTask<JsonElement> LaterAsync(IReadOnlyList<JsonElement> arguments, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return JsonSerializer.SerializeToElement(arguments);
    }
}

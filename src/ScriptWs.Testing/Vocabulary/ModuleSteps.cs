using System.Text.Json;
using ScriptWs.Testing.Worlds;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>Modules of C# that scripts import, with fakes in their place.</summary>
[Binding, StepGroup(Groups.Script)]
internal sealed class ModuleSteps(World world)
{
    private readonly Dictionary<string, FakeModule> _modules = new(StringComparer.Ordinal);

    /// <summary>Columns: <c>call</c>, <c>answer</c> (JSON), <c>error</c> and <c>code</c>, <c>kind</c> (promise, sync or stream).</summary>
    [Given("the module {string} answers:")]
    [When("the module {string} answers:")]
    public void WhenTheModuleAnswers(string name, DataTable answers)
    {
        world.NeedsOwnServer();
        if (!_modules.TryGetValue(name, out var module))
        {
            if (world.Server is not null)
            {
                throw new StepFailedException(
                    $"The server has started without the module \"{name}\"; write this step before the one that starts it.");
            }

            _modules[name] = module = new FakeModule(name);
            world.Setup.Configure(module.AddTo);
        }

        foreach (var row in answers.Rows) module.Add(Parse(row));
    }

    [Then("the module {string} is called with {string}")]
    public async Task ThenTheModuleIsCalledWith(string name, string text)
    {
        await world.SettleAsync().ConfigureAwait(false);
        if (!_modules.TryGetValue(name, out var module))
            throw new StepFailedException($"There is no module \"{name}\"; a step before must say what it answers.");

        var wanted = FakeCall.Parse(text);
        if (module.Calls.Any(call => wanted.Matches(FakeCall.Parse(call)))) return;

        var calls = module.Calls.Count == 0 ? "no call" : string.Join('\n', module.Calls);
        throw new StepFailedException($"\"{name}\" was called otherwise.", $"{wanted}", calls);
    }

    private static FakeAnswer Parse(DataTableRow row)
    {
        var answer = Cell(row, "answer");
        return new FakeAnswer(
            FakeCall.Parse(row["call"]),
            KindOf(Cell(row, "kind")),
            answer is null ? default : ValueOf(answer),
            Cell(row, "error"),
            Cell(row, "code"));
    }

    private static string? Cell(DataTableRow row, string column) => row.GetValueOrDefault(column, "") is { Length: > 0 } text ? text : null;

    private static ScriptFunctionKind KindOf(string? kind) => kind switch
    {
        null or "promise" => ScriptFunctionKind.Promise,
        "sync" => ScriptFunctionKind.Sync,
        "stream" => ScriptFunctionKind.Stream,
        _ => throw new StepFailedException($"The kind \"{kind}\" is unknown; there are promise, sync and stream."),
    };

    private static JsonElement ValueOf(string answer)
    {
        try
        {
            return JsonElement.Parse(answer);
        }
        catch (JsonException e)
        {
            throw new StepFailedException($"{answer} is not JSON, as in 5, \"tea\" or {{ \"id\": 7 }}: {e.Message}");
        }
    }
}

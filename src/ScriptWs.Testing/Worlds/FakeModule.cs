using System.Text.Json;

namespace ScriptWs.Testing.Worlds;

/// <summary>A module of C# that is not there: it answers calls as a scenario says, and remembers them. Any thread.</summary>
/// <param name="name">What scripts write after <c>host:</c>.</param>
internal sealed class FakeModule(string name)
{
    private readonly Lock _lock = new();
    private readonly List<FakeAnswer> _answers = [];
    private readonly List<string> _calls = [];

    public string Name => name;

    /// <summary>The calls so far, as in <c>find(7)</c>.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_lock) return [.. _calls];
        }
    }

    /// <summary>A later answer of the same call replaces an earlier one.</summary>
    public void Add(FakeAnswer answer)
    {
        lock (_lock) _answers.Insert(0, answer);
    }

    public void AddTo(ScriptWsServer server)
    {
        lock (_lock)
        {
            // One row that names a kind is enough.
            server.Modules.AddJson(
                name,
                [
                    .. from answer in _answers
                       group answer by answer.Call.Function into same
                       select new ScriptJsonFunction(same.Key, (arguments, _) => Answer(same.Key, arguments))
                       {
                           Kind = same.Max(answer => answer.Kind),
                       },
                ]);
        }
    }

    private ValueTask<JsonElement> Answer(string function, IReadOnlyList<JsonElement> arguments)
    {
        var call = new FakeCall(function, [.. arguments.Select(FakeCall.TextOf)]);
        FakeAnswer? found;
        lock (_lock)
        {
            _calls.Add($"{call}");
            found = _answers.Find(answer => answer.Call.Matches(call) && answer.Call.Arguments is not null)
                ?? _answers.Find(answer => answer.Call.Matches(call));
        }

        if (found is null) throw new ScriptException($"the scenario has no answer for {name}.{call}; add a row for it.", "no-answer");
        if (found.Error is { } error) throw found.Code is { } code ? new ScriptException(error, code) : new ScriptException(error);
        return ValueTask.FromResult(found.Value);
    }
}

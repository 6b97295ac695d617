using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ScriptWs.Scripting;

namespace ScriptWs.HostModules;

/// <summary>A function without a signature: what passes is JSON. Immutable; any thread.</summary>
/// <param name="fullName">The function as messages name it.</param>
/// <param name="function">What is called.</param>
internal sealed class JsonFunction(string fullName, ScriptJsonFunction function) : IHostFunction
{
    /// <summary>Arguments of a call at most; others are left out.</summary>
    private const int MaxArguments = 16;

    private static readonly JsonContractValue AnyJson =
        new(JsonMetadataServices.CreateValueInfo<JsonElement>(ModuleJson.Default, JsonMetadataServices.JsonElementConverter));

    private static readonly HostParameter[] AnyParameters =
        [.. Enumerable.Range(0, MaxArguments).Select(index => new HostParameter($"argument{index}", AnyJson, IsOptional: true, null))];

    private static readonly NullableValue AnyResult = new(AnyJson);

    public string Name => function.Name;

    public HostFunctionKind Kind => function.Kind switch
    {
        ScriptFunctionKind.Sync => HostFunctionKind.Sync,
        ScriptFunctionKind.Stream => HostFunctionKind.Stream,
        _ => HostFunctionKind.Promise,
    };

    public IReadOnlyList<HostParameter> Parameters => AnyParameters;

    public HostValue Result => AnyResult;

    public HostError? ErrorOf(Exception exception) => exception is ScriptException meant ? new HostError(meant.Message, meant.Code) : null;

    public HostOutcome Call(object?[] arguments, HostCaller caller)
    {
        var given = Array.FindLastIndex(arguments, argument => argument is not null) + 1;
        var answer = function.Call([.. arguments.Take(given).Select(argument => argument is JsonElement json ? json : Null)], caller.Ended);
        if (function.Kind == ScriptFunctionKind.Stream) return new HostOutcome(null, Stream: ItemsAsync(answer));
        if (answer.IsCompletedSuccessfully) return new HostOutcome(ValueOf(answer.Result));
        if (function.Kind == ScriptFunctionKind.Sync && !answer.IsCompleted)
            throw new InvalidOperationException($"{fullName} is Sync, and its call has not completed.");
        return new HostOutcome(null, AwaitAsync(answer));
    }

    private static JsonElement Null { get; } = JsonElement.Parse("null");

    /// <summary>What was never set is nothing.</summary>
    private static JsonElement? ValueOf(JsonElement value) =>
        value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : value;

    private static async Task<object?> AwaitAsync(ValueTask<JsonElement> answer) => ValueOf(await answer.ConfigureAwait(false));

    private async IAsyncEnumerable<object?> ItemsAsync(
        ValueTask<JsonElement> answer, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var items = await answer.ConfigureAwait(false);
        if (items.ValueKind != JsonValueKind.Array)
            throw new InvalidOperationException($"{fullName} is a stream, and its answer is {items.ValueKind}; return an array.");
        foreach (var item in items.EnumerateArray())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return ValueOf(item);
        }
    }
}

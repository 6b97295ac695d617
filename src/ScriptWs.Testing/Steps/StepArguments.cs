using System.Globalization;
using System.Reflection;
using ScriptWs.Testing.Worlds;
using PickleTable = Io.Cucumber.Messages.Types.PickleTable;

namespace ScriptWs.Testing.Steps;

/// <summary>
/// Makes the arguments of a C# step from what its pattern matched and what stands below the step: a table or doc string is the
/// last argument, and need not be there when that has a default value.
/// </summary>
internal static class StepArguments
{
    /// <exception cref="StepFailedException">Their number or types do not fit the method.</exception>
    public static async ValueTask<object?[]> ConvertAsync(StepCall call, MethodInfo method, IReadOnlyList<Transformation> transformations)
    {
        List<object?> values = [.. call.Arguments.Select(argument => argument.Value)];
        if (call.Block?.DataTable is { } table) values.Add(TableOf(table));
        if (call.Block?.DocString is { } docString) values.Add(docString.Content);

        var parameters = method.GetParameters();
        if (parameters.Length == values.Count + 1 && call.Block is null && parameters[^1] is { HasDefaultValue: true, DefaultValue: var none }) values.Add(none);
        if (parameters.Length != values.Count)
        {
            var block = call.Block is null ? "" : call.Block.DataTable is null ? ", its doc string included" : ", its data table included";
            throw new StepFailedException(
                $"{method.DeclaringType!.Name}.{method.Name} takes {Count(parameters.Length)}, the step has {Count(values.Count)}{block}; make them equal.");
        }

        var converted = new object?[values.Count];
        for (var i = 0; i < converted.Length; i++)
            converted[i] = await ConvertAsync(values[i], parameters[i].ParameterType, call.World.Container, transformations).ConfigureAwait(false);
        return converted;
    }

    /// <summary>A table of a feature as step classes take it.</summary>
    public static DataTable TableOf(PickleTable table)
    {
        List<string[]> rows = [.. table.Rows.Select(row => row.Cells.Select(cell => cell.Value).ToArray())];
        var result = new DataTable(rows[0]);
        foreach (var row in rows.Skip(1)) result.AddRow(row);
        return result;
    }

    public static object? ChangeType(object? value, Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null || target.IsInstanceOfType(value)) return value;
        if (target.IsEnum && value is string name && Enum.TryParse(target, name.Replace(" ", "", StringComparison.Ordinal), ignoreCase: true, out var member)) return member;
        if (target == typeof(TimeSpan)) return TimeSpan.Parse(value.ToString()!, CultureInfo.InvariantCulture);
        if (target == typeof(Guid)) return Guid.Parse(value.ToString()!);
        if (target == typeof(Uri)) return new Uri(value.ToString()!, UriKind.RelativeOrAbsolute);
        return Convert.ChangeType(value, target, CultureInfo.InvariantCulture);
    }

    private static async ValueTask<object?> ConvertAsync(object? value, Type type, ScenarioContainer container, IReadOnlyList<Transformation> transformations)
    {
        if (value is not null)
        {
            foreach (var transformation in transformations.Where(candidate => candidate.Result == type))
                if (transformation.Accepts(value) is { } arguments) return await transformation.InvokeAsync(container, arguments).ConfigureAwait(false);
        }

        try
        {
            return ChangeType(value, type);
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException or ArgumentException)
        {
            throw new StepFailedException($"\"{value}\" cannot be made a {type.Name}; change the step, or write a [StepArgumentTransformation] for it.");
        }
    }

    private static string Count(int number) => number == 1 ? "1 argument" : $"{number} arguments";
}

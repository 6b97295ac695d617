using System.Text;
using Gherkin.CucumberMessages;
using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Expressions;

namespace ScriptWs.Testing.Running;

/// <summary>Suggests the code of an undefined step: in JavaScript, and in C#.</summary>
internal static class Snippets
{
    public static Suggestion Suggest(PickleStep step, ParameterTypes types, IIdGenerator ids)
    {
        var (expression, parameters) = ExpressionGenerator.Generate(step.Text, types);
        var keyword = step.Type switch
        {
            PickleStepType.ACTION => "When",
            PickleStepType.OUTCOME => "Then",
            _ => "Given",
        };
        return new Suggestion(ids.GetNewId(), step.Id, [new Snippet("javascript", Script(step, keyword, expression, parameters)), new Snippet("csharp", CSharp(step, keyword, expression, parameters))]);
    }

    private static string Script(PickleStep step, string keyword, string expression, IReadOnlyList<string> parameters)
    {
        var names = Names(step, parameters).Select(parameter => parameter.Name);
        var quoted = expression.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
        return $"{keyword}('{quoted}', async function ({string.Join(", ", names)}) {{\n  return 'pending';\n}});";
    }

    private static string CSharp(PickleStep step, string keyword, string expression, IReadOnlyList<string> parameters)
    {
        var list = Names(step, parameters).Select(parameter => $"{parameter.Type} {parameter.Name}");
        var quoted = expression.Replace("\"", "\"\"", StringComparison.Ordinal);
        return $"[{keyword}(@\"{quoted}\")]\npublic void {MethodName(keyword, expression)}({string.Join(", ", list)})\n{{\n    throw new PendingStepException();\n}}";
    }

    private static IEnumerable<(string Type, string Name)> Names(PickleStep step, IReadOnlyList<string> parameters)
    {
        var used = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            var (type, name) = parameter switch
            {
                "int" => ("int", "number"),
                "float" => ("double", "number"),
                "string" => ("string", "text"),
                _ => ("string", parameter),
            };
            var count = used[name] = used.GetValueOrDefault(name) + 1;
            yield return (type, count == 1 ? name : $"{name}{count}");
        }

        if (step.Argument?.DataTable is not null) yield return ("DataTable", "table");
        if (step.Argument?.DocString is not null) yield return ("string", "docString");
    }

    private static string MethodName(string keyword, string expression)
    {
        var name = new StringBuilder(keyword);
        var atStart = true;
        foreach (var c in expression)
        {
            if (char.IsAsciiLetterOrDigit(c)) name.Append(atStart ? char.ToUpperInvariant(c) : c);
            atStart = !char.IsAsciiLetterOrDigit(c);
        }

        return name.ToString();
    }
}

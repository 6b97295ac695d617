using System.Globalization;
using System.Text;
using ScriptWs.Scripting;

namespace ScriptWs.HostModules;

/// <summary>Writes the TypeScript declarations of a module, for editors.</summary>
internal static class DeclarationWriter
{
    private static readonly HashSet<string> Reserved =
    [
        "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else", "enum", "export", "extends",
        "false", "finally", "for", "function", "if", "import", "in", "instanceof", "new", "null", "return", "super", "switch", "this",
        "throw", "true", "try", "typeof", "var", "void", "while", "with", "yield", "let", "static", "await",
    ];

    public static string Write(HostModule module)
    {
        var types = new TypeNames();
        var functions = new StringBuilder();
        foreach (var function in module.Functions)
            functions.Append(CultureInfo.InvariantCulture, $"  {Function(function, types)}\n");

        return $$"""
            // The C# module "{{module.Name}}", for editors; written by ScriptWs. A long beyond 2^53 - 1 is a BigInt.
            declare module "{{HostModule.Prefix}}{{module.Name}}" {
            {{types.Declarations}}{{functions}}}

            """.ReplaceLineEndings("\n");
    }

    /// <summary>A name such as <c>delete</c> can be exported, but not declared.</summary>
    private static string Function(IHostFunction function, TypeNames types)
    {
        var signature = $"({Parameters(function, types)}): {Result(function, types)};";
        return Reserved.Contains(function.Name)
            ? $"function _{function.Name}{signature}\n  export {{ _{function.Name} as {function.Name} }};"
            : $"export function {function.Name}{signature}";
    }

    private static string Parameters(IHostFunction function, TypeNames types)
    {
        // TypeScript wants what may be left out at the end.
        var required = function.Parameters.Count;
        while (required > 0 && function.Parameters[required - 1].IsOptional) required--;
        return string.Join(", ", function.Parameters.Select((parameter, i) =>
            $"{Name(parameter)}{(i >= required ? "?" : "")}: {types.Of(parameter.Value, isInput: true)}"));

        static string Name(HostParameter parameter) => Reserved.Contains(parameter.Name) ? $"_{parameter.Name}" : parameter.Name;
    }

    private static string Result(IHostFunction function, TypeNames types)
    {
        var value = types.Of(function.Result, isInput: false);
        return function.Kind switch
        {
            HostFunctionKind.Sync => value,
            HostFunctionKind.Stream => $"AsyncIterableIterator<{value}>",
            _ => $"Promise<{value}>",
        };
    }
}

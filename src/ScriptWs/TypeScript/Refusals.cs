namespace ScriptWs.TypeScript;

/// <summary>What is more than types: it would have to be compiled. Each is refused with what to write.</summary>
internal static class Refusals
{
    public static void Enum(TokenReader r, int start) => r.Fail(
        "an enum is code, and types are only erased; write const Color = { Red: 0, Blue: 1 } as const", start);

    public static void Namespace(TokenReader r, int start) => r.Fail(
        "a namespace with values is code, and types are only erased; export the values from a module", start);

    public static void ImportAlias(TokenReader r, int start) => r.Fail(
        "import = is code, and types are only erased; write import { name } from \"./module.ts\", or const name = …", start);

    public static void ExportAssignment(TokenReader r, int start) => r.Fail(
        "export = is of CommonJS; write export default …", start);

    public static void ExportAsNamespace(TokenReader r, int start) => r.Fail(
        "export as namespace belongs into a .d.ts file; leave it out", start);

    public static void Decorator(TokenReader r) => r.Fail(
        "decorators are code, and types are only erased; call a function instead", r.Start);

    public static void ParameterProperty(TokenReader r) => r.Fail(
        $"the parameter property \"{r.Text}\" is code, and types are only erased; declare a field, and assign it in the constructor",
        r.Start);

    public static void Assertion(TokenReader r) => r.Fail(
        "a type assertion in angle brackets, or JSX, is not supported; write value as Type", r.Start);

    /// <summary>Whether the token is a modifier that makes a parameter a property.</summary>
    public static bool IsAccess(TokenReader r) =>
        r.Kind == TokenKind.Name && r.Text is "public" or "private" or "protected" or "readonly" or "override";
}

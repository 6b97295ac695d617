using System.Globalization;
using Acornima.Ast;
using ScriptWs.Configuration;
using ScriptWs.TypeScript;

namespace ScriptWs.Scripting.Checking;

/// <summary>A file that the user wrote.</summary>
/// <param name="Name">The file, as messages name it.</param>
/// <param name="Text">Its text, with comments and types.</param>
/// <param name="Program">What it was parsed to; positions are those of the text.</param>
internal sealed record OwnFile(string Name, string Text, Module Program)
{
    private readonly Lazy<HashSet<string>> _bound = new(() => [.. SyntaxWalk.Below(Program).SelectMany(BoundBy)]);

    public static OwnFile Read(ScriptModule module, string path, Module program)
    {
        var text = SourceFiles.ReadAllText(Path.Combine(module.Root, path));
        var source = SourceLanguage.IsTypeScript(path) ? TypeEraser.Erase(text, out _) ?? text : text;
        // The engine runs some files rewritten; offsets into the text need the file as it is.
        return new OwnFile(module.Display(path), text, Jint.Engine.PrepareModule(source, module.Display(path)).Program ?? program);
    }

    /// <summary>Whether the file has a variable, a parameter or an import of this name, so that it is not the global.</summary>
    public bool Binds(string name) => _bound.Value.Contains(name);

    /// <summary>A place in a text, as messages begin with it.</summary>
    public static string PlaceOf(string name, string text, int offset)
    {
        var before = text.AsSpan(0, offset);
        var (line, start) = (before.Count('\n') + 1, before.LastIndexOf('\n') + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{name}:{line}:{offset - start + 1}");
    }

    private static IEnumerable<string> BoundBy(Node node) => node switch
    {
        VariableDeclarator variable => BoundNames.In(variable.Id),
        ImportDeclaration import => import.Specifiers.Select(specifier => specifier.Local.Name),
        ClassDeclaration { Id: { } id } => [id.Name],
        CatchClause { Param: { } parameter } => BoundNames.In(parameter),
        IFunction function => function.Params.SelectMany(BoundNames.In).Concat(function.Id is { } name ? [name.Name] : []),
        _ => [],
    };
}

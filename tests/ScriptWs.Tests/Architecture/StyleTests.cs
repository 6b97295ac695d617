using System.Text.RegularExpressions;
using ScriptWs.Tests.Architecture.Graph;

namespace ScriptWs.Tests.Architecture;

/// <summary>What the compiler and its analysers do not check.</summary>
public sealed partial class StyleTests
{
    private const int MaxLines = 300;

    [Fact]
    public void File_Always_HasAtMost300Lines() => Violations.None(
        from folder in (string[])["src", "scripts", "tests"]
        from kind in (string[])["*.cs", "*.js", "*.mjs", "*.css"]
        from path in Repository.Files(folder, kind)
        let lines = File.ReadLines(Repository.PathOf(path)).Count()
        // The client is one file for browsers, which get it as it is.
        where lines > MaxLines && path != "src/scriptws-client/scriptws-client.js"
        select $"{path}:{MaxLines + 1}: {lines} lines, {MaxLines} at most; give each idea its own file");

    [Fact]
    public void SourceFile_Always_HoldsOneType() => Violations.None(
        from file in SourceFile.Under("src")
        from extra in TypesOf(file).Where(type => !type.MayShare).Skip(1)
        select file.At(extra.Line, $"{extra.Name} is a second type in this file; give it its own"));

    [Fact]
    public void SourceFile_Always_IsNamedLikeItsType() => Violations.None(
        from file in SourceFile.Under("src")
        let types = TypesOf(file).ToList()
        let name = Path.GetFileName(file.Path).Split('.')[0]
        where types.Count > 0 && types.All(type => type.Name != name)
        select file.At(types[0].Line, $"the file holds {types[0].Name}, its name says {name}"));

    [Fact]
    public void TypeName_Always_SaysWhatItDoes() => Violations.None(
        from file in SourceFile.Under("src")
        from type in TypesOf(file)
        where BannedSuffix().IsMatch(type.Name)
        select file.At(type.Line, $"{type.Name} ends with a word that says nothing; name its job"));

    [Fact]
    public void LockField_AloneInItsType_IsNamedLock() => Violations.None(
        from type in HouseGraph.Current.Types
        let locks = type.Files.SelectMany(path => LockField().Matches(File.ReadAllText(Repository.PathOf(path)))).ToList()
        where locks.Count == 1 && locks[0].Groups["name"].Value != "_lock"
        select $"{type.Files[0]}:1: {type.Name} calls its lock {locks[0].Groups["name"].Value}; call it _lock");

    [Fact]
    public void LongFunc_Always_HasAName() => Violations.None(
        from file in SourceFile.Under("src")
        from line in file.Code
        where LongFunc().IsMatch(line.Code)
        select file.At(line.Number, "a Func of three parameters and more has a named delegate, which can say what they are"));

    [Fact]
    public void Source_Never_HoldsLeftovers() => Violations.None(
        from file in SourceFile.Under("src")
        from line in file.Lines.Index()
        from Match found in Leftover().Matches(line.Item)
        select file.At(line.Index + 1, $"{found.Value.Trim()} does not belong in src"));

    [Fact]
    public void Code_Never_Sleeps() => Violations.None(
        from folder in (string[])["src", "tests"]
        from file in SourceFile.Under(folder)
        from line in file.Lines.Index()
        where Sleep().IsMatch(line.Item)
        select file.At(line.Index + 1, "wait for something that happens, with a bound"));

    [Fact]
    public void Usings_Always_AreSorted() => Violations.None(
        from folder in (string[])["src", "tests"]
        from file in SourceFile.Under(folder)
        let usings = file.Lines.Select(line => Using().Match(line)).Where(found => found.Success).ToList()
        from pair in usings.Zip(usings.OrderBy(PlaceOf, StringComparer.OrdinalIgnoreCase))
        where pair.First != pair.Second
        select file.At(1, $"{pair.Second.Value} comes before {pair.First.Value}"));

    /// <summary>Namespaces first, then static ones, then other names; System before others; the parts of names by the alphabet.</summary>
    private static string PlaceOf(Match found)
    {
        var kind = found.Groups["static"].Success ? 1 : found.Groups["alias"].Success ? 2 : 0;
        var name = (kind == 2 ? found.Groups["alias"] : found.Groups["name"]).Value.Replace('.', ' ') + ' ';
        return $"{kind} {(name.StartsWith("System ", StringComparison.Ordinal) ? 0 : 1)} {name}";
    }

    private static IEnumerable<(int Line, string Name, bool MayShare)> TypesOf(SourceFile file) =>
        from line in file.Code
        let match = TopLevelType().Match(line.Code)
        where match.Success
        let name = match.Groups["name"].Value
        let small = match.Groups["kind"].Value is "enum" or "delegate" || name.EndsWith("Options", StringComparison.Ordinal)
        select (line.Number, name, small);

    [GeneratedRegex(@"^using (?<static>static )?((?<alias>\w+) = )?(?<name>[\w.]+)[^()]*;")]
    private static partial Regex Using();

    // File-scoped namespaces leave top-level types, and nothing else, at column 0.
    [GeneratedRegex(@"^(public |internal |file |abstract |sealed |static |partial |readonly |ref |unsafe )*(?<kind>class|record struct|record class|record|struct|interface|enum|delegate) (?:\S+ (?=\w+[<(].*\);))?(?<name>\w+)")]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"\bLock (?<name>_\w+)\s*[=;]")]
    private static partial Regex LockField();

    // Type arguments, each with the type arguments of its own.
    [GeneratedRegex(@"\bFunc<(?:[^<>(),]|<[^<>]*>)+(?:,(?:[^<>(),]|<[^<>]*>)+){3,}>")]
    private static partial Regex LongFunc();

    [GeneratedRegex("(Manager|Helpers?|Utils?|Service|Impl|Base)$")]
    private static partial Regex BannedSuffix();

    [GeneratedRegex(@"^\s*#(pragma|region)\b.*|\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Leftover();

    [GeneratedRegex(@"\bThread\.Sleep\b")]
    private static partial Regex Sleep();
}

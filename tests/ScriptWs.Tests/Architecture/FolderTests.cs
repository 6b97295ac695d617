using System.Text.RegularExpressions;

namespace ScriptWs.Tests.Architecture;

/// <summary>Who may use whom, by the table in src/ScriptWs/README.md.</summary>
public sealed partial class FolderTests
{
    private static readonly Dictionary<string, string[]> MayUse = (
        from line in File.ReadLines(Repository.PathOf("src/ScriptWs/README.md"))
            .SkipWhile(line => !line.StartsWith("| folder |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
        let cells = line.Split('|', StringSplitOptions.TrimEntries)
        select (Folder: cells[1], Used: cells[3].Split(", "))).ToDictionary(row => row.Folder, row => row.Used);

    [Fact]
    public void LibraryFolder_Uses_OnlyWhatTheTableAllows() => Violations.None(
        from file in SourceFile.Under("src/ScriptWs")
        where file.Folder != ""
        from line in file.Code
        from Match use in OurNamespace().Matches(line.Code)
        let used = use.Groups["folder"].Value
        where used != file.Folder && !MayUse.GetValueOrDefault(file.Folder, []).Contains(used)
        select file.At(line.Number, $"{file.Folder} may not use {used}"));

    [Fact]
    public void LibraryFolder_NotInTheTable_IsRefused() => Violations.None(
        from file in SourceFile.Under("src/ScriptWs")
        where file.Folder != "" && !MayUse.ContainsKey(file.Folder)
        select file.At(1, $"the folder {file.Folder} is not in the table"));

    [Fact]
    public void Namespace_Always_FollowsTheFolder() => Violations.None(
        from file in SourceFile.Under("src/ScriptWs")
        from line in file.Code
        where line.Code.StartsWith("namespace ", StringComparison.Ordinal)
        let expected = file.Folder == "" ? "ScriptWs" : $"ScriptWs.{file.Folder}"
        let found = line.Code["namespace ".Length..].TrimEnd(';', ' ')
        where found != expected && !(file.Folder != "" && found.StartsWith(expected + ".", StringComparison.Ordinal))
        select file.At(line.Number, $"the namespace is {found}, the folder says {expected}"));

    [Fact]
    public void Jint_OutsideScripting_IsNotUsed() => Violations.None(
        from file in SourceFile.Under("src")
        where !file.Path.StartsWith("src/ScriptWs/Scripting/", StringComparison.Ordinal)
        where !file.Path.StartsWith("src/ScriptWs.Testing/JavaScript/", StringComparison.Ordinal)
        from line in file.Code
        where JintName().IsMatch(line.Code)
        select file.At(line.Number, "Jint is used under src/ScriptWs/Scripting and src/ScriptWs.Testing/JavaScript only"));

    [Fact]
    public void AspNet_OutsideScriptWsHttp_IsNotUsed() => Violations.None(
        from file in SourceFile.Under("src")
        where !file.Path.StartsWith("src/ScriptWs.Http/", StringComparison.Ordinal)
        from line in file.Code
        where line.Code.Contains("Microsoft.AspNetCore", StringComparison.Ordinal)
        select file.At(line.Number, "ASP.NET is used in src/ScriptWs.Http only"));

    [Fact]
    public void Internals_OfTheLibrary_AreVisibleToTestsOnly() => Violations.None(
        from project in Repository.Files("src", "*.csproj")
        from line in File.ReadAllLines(Repository.PathOf(project)).Index()
        where line.Item.Contains("InternalsVisibleTo", StringComparison.Ordinal)
        where line.Item.Contains("Include=", StringComparison.Ordinal) && !FriendlyTests().IsMatch(line.Item)
        where project != "src/ScriptWs.Client/ScriptWs.Client.csproj" // all of it is internal, and shared
        where !(project == "src/ScriptWs.Testing/ScriptWs.Testing.csproj" && line.Item.Contains("\"ScriptWs.ReqnrollPlugin\"", StringComparison.Ordinal)) // two engines for one vocabulary
        select $"{project}:{line.Index + 1}: only tests and benchmarks see internals; everybody else uses the public API");

    [GeneratedRegex(@"(?<!namespace )\bScriptWs\.(?<folder>Syntax|Routing|Protocol|Configuration|Diagnostics|Connections|Authentication|Transport|Scripting|Dispatch|Reload|Supervision|PlainHttp|Endpoints|Gates|Running|Certificates)\b")]
    private static partial Regex OurNamespace();

    [GeneratedRegex(@"(^|[\s(<=])(global::)?Jint[.;]")]
    private static partial Regex JintName();

    [GeneratedRegex("\"ScriptWs\\.(Tests|Features|Benchmarks|Fuzz)\"")]
    private static partial Regex FriendlyTests();
}

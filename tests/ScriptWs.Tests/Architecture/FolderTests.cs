using ScriptWs.Tests.Architecture.Graph;

namespace ScriptWs.Tests.Architecture;

/// <summary>Which folder of the library may use which, by the table in src/ScriptWs/README.md and the compiler's symbols.</summary>
[Collection(nameof(HouseGraph))]
public sealed class FolderTests
{
    // Public types that folders above theirs hand to C# code.
    private static readonly string[] InTheRootNamespace = ["", "Api"];

    [Fact]
    public void LibraryFolder_Uses_OnlyWhatTheTableAllows() =>
        Ratchet.UpwardUses.Holds(House.NamedUpwardUses);

    [Fact]
    public void LibraryFolder_NotInTheTable_IsRefused() => Violations.None(
        from type in HouseGraph.Current.TypesOf("ScriptWs")
        where !FolderTable.Folders.Rows.Any(row => row.Name == type.Folder)
        select $"{type.Files[0]}:1: the folder {type.Folder} is not in the table");

    [Fact]
    public void FolderTable_Always_UsesRowsAboveOnly() => Violations.None(
        from row in FolderTable.Folders.Rows.Index()
        from used in row.Item.MayUse
        where used != "every folder" && !FolderTable.Folders.Rows.Take(row.Index).Any(above => above.Name == used)
        select $"src/ScriptWs/README.md: {row.Item.Name} uses {used}, which is no row above it");

    [Fact]
    public void FolderTable_Always_AllowsNoMoreThanIsUsed() => Violations.None(
        from row in FolderTable.Folders.Rows
        from allowed in row.MayUse
        where allowed != "every folder" && !UsedBy(row.Name).Contains(allowed)
        select $"src/ScriptWs/README.md: {row.Name} may use {allowed}, and does not");

    [Fact]
    public void PartialType_Always_LivesInOneFolder() => Violations.None(
        from type in HouseGraph.Current.Types
        where type.Files.Select(Path.GetDirectoryName).Distinct().Count() > 1
        select $"{type.Files[0]}:1: {type.Name} has parts in other folders: {string.Join(", ", type.Files)}");

    [Fact]
    public void Name_OutsideGeneratedCode_IsResolved() => Violations.None(
        from place in HouseGraph.Current.Unresolved
        where !File.ReadAllText(Repository.PathOf(place.Split(':')[0])).Contains("[JsonSerializable(", StringComparison.Ordinal)
        select place);

    [Fact]
    public void Namespace_Always_FollowsTheFolder() => Violations.None(
        from file in SourceFile.Under("src/ScriptWs")
        from line in file.Code
        where line.Code.StartsWith("namespace ", StringComparison.Ordinal)
        let expected = InTheRootNamespace.Contains(file.Folder) ? "ScriptWs" : $"ScriptWs.{file.Folder}"
        let found = line.Code["namespace ".Length..].TrimEnd(';', ' ')
        where found != expected && (expected == "ScriptWs" || !found.StartsWith(expected + ".", StringComparison.Ordinal))
        select file.At(line.Number, $"the namespace is {found}, the folder says {expected}"));

    [Fact]
    public void Jint_OutsideScripting_IsNotUsed() => Violations.None(
        from type in HouseGraph.Current.Types
        from use in type.Libraries
        where use.Library is "Jint" or "Acornima"
        where !use.File.StartsWith("src/ScriptWs/Scripting/", StringComparison.Ordinal)
        where !use.File.StartsWith("src/ScriptWs.Testing/JavaScript/", StringComparison.Ordinal)
        select use.At("Jint is used under src/ScriptWs/Scripting and src/ScriptWs.Testing/JavaScript only"));

    [Fact]
    public void AspNet_OutsideScriptWsHttp_IsNotUsed() => Violations.None(
        from type in HouseGraph.Current.Types
        where type.Project != "ScriptWs.Http"
        from use in type.Libraries
        where use.Library.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
        select use.At("ASP.NET is used in src/ScriptWs.Http only"));

    private static HashSet<string> UsedBy(string folder) =>
    [
        .. from type in HouseGraph.Current.TypesOf("ScriptWs")
           where type.Folder == folder
           from used in type.Uses.Keys
           select used.Folder,
    ];
}

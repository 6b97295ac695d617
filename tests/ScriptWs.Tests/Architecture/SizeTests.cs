using ScriptWs.Tests.Architecture.Graph;

namespace ScriptWs.Tests.Architecture;

/// <summary>What one reader can hold: sizes of types, folders, lines and circles. Exceptions are listed, and only shrink.</summary>
[Collection(nameof(HouseGraph))]
public sealed class SizeTests
{
    [Fact]
    public void Type_OverAllItsFiles_HasAtMost300Lines() => Ratchet.TypeLines.Holds(House.TypeLines);

    [Fact]
    public void Type_Always_NamesAtMost40OtherTypes() => Ratchet.Neighbours.Holds(House.Neighbours);

    [Fact]
    public void Types_ThatReachEachOther_AreAtMostFour() => Ratchet.TypeCircle.Holds(House.NamedTypeCircles);

    [Fact]
    public void Folders_ThatReachEachOther_AreRefused() => Ratchet.FolderCircle.Holds(House.FoldersInCircles);

    [Fact]
    public void Folder_Always_HoldsAtMost25Files() => Ratchet.FolderFiles.Holds(House.FolderFiles);

    [Fact]
    public void Line_Always_HasAtMost140Characters() => Ratchet.WideLines.Holds(House.WideLines);

    [Fact]
    public void Exception_OfAnUnknownRule_IsRefused() => Violations.None(
        from line in Ratchet.Listed()
        where !Ratchet.All.Any(ratchet => ratchet.Rule == line.Rule)
        select $"exceptions.txt lists {line.Subject} for the rule {line.Rule}, which is unknown");
}

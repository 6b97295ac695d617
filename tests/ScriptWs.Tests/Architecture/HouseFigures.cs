using ScriptWs.Tests.Architecture.Graph;

namespace ScriptWs.Tests.Architecture;

/// <summary>Prints the figures that <see cref="SizeTests"/> holds: run it alone, with <c>-showLiveOutput</c>.</summary>
[Collection(nameof(HouseGraph))]
public sealed class HouseFigures(ITestOutputHelper output)
{
    private const int Shown = 12;

    [Fact]
    public void Figures_OfEveryProject_ArePrinted()
    {
        Print("projects", SourceProject.All.Select(project => (project.Name, HouseGraph.Current.TypesOf(project.Name).Count())), "types");
        Print("circles of folders", House.FolderCircles.Select(circle => (circle.ToString(), circle.Folders.Count)), "folders");
        Print("circles of types", House.NamedTypeCircles, "types");
        Print("widest types", House.Neighbours, "neighbours");
        Print("fullest types", HouseGraph.Current.Types.Select(type => (type.Place, type.Fields)), "fields");
        Print("longest types", House.TypeLines, "lines");
        Print("biggest folders", House.FolderFiles, "files");
        Print("lines over 140 characters", House.WideLines, "lines");
        output.WriteLine("exceptions.txt as of now");
        foreach (var line in Exceptions())
            output.WriteLine($"  {line}");

        Assert.All(SourceProject.All, project => Assert.NotEmpty(HouseGraph.Current.TypesOf(project.Name)));
    }

    private static IEnumerable<string> Exceptions() =>
    [
        .. Ratchet.TypeLines.Lines(House.TypeLines),
        .. Ratchet.Neighbours.Lines(House.Neighbours),
        .. Ratchet.TypeCircle.Lines(House.NamedTypeCircles),
        .. Ratchet.FolderCircle.Lines(House.FoldersInCircles),
        .. Ratchet.FolderFiles.Lines(House.FolderFiles),
        .. Ratchet.WideLines.Lines(House.WideLines),
        .. Ratchet.UpwardUses.Lines(House.NamedUpwardUses),
    ];

    private void Print(string heading, IEnumerable<(string Subject, int Value)> figures, string unit)
    {
        var all = figures.OrderByDescending(figure => figure.Value).ThenBy(figure => figure.Subject, StringComparer.Ordinal).ToList();
        output.WriteLine($"{heading}: {all.Sum(figure => figure.Value)} {unit}");
        foreach (var (subject, value) in all.Where(figure => figure.Value > 0).Take(Shown))
            output.WriteLine($"{value,8}  {subject}");
    }
}

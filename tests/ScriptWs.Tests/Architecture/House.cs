using ScriptWs.Tests.Architecture.Graph;

namespace ScriptWs.Tests.Architecture;

/// <summary>What the rules about sizes and circles measure.</summary>
internal static class House
{
    private const int Width = 140;

    public static IEnumerable<(string Subject, int Value)> TypeLines => HouseGraph.Current.Types.Select(type => (type.Place, type.Lines));

    public static IEnumerable<(string Subject, int Value)> Neighbours =>
        HouseGraph.Current.Types.Select(type => (type.Place, type.Uses.Count));

    /// <summary>Types that reach each other.</summary>
    public static List<List<OurType>> TypeCircles => Circles<OurType>.Of(HouseGraph.Current.Types, type => type.Uses.Keys);

    /// <summary>The same, each called by the member that names most of the others.</summary>
    public static IEnumerable<(string Subject, int Value)> NamedTypeCircles =>
        from circle in TypeCircles
        let center = circle.OrderBy(type => type.Place, StringComparer.Ordinal).MaxBy(type => circle.Count(type.Uses.ContainsKey))!
        select (center.Place, circle.Count);

    /// <summary>Top-level folders that reach each other, by project.</summary>
    public static IEnumerable<FolderCircle> FolderCircles =>
        from project in SourceProject.All
        let arrows = (
            from type in HouseGraph.Current.TypesOf(project.Name)
            from used in type.Uses.Keys
            where used.Project == project.Name && used.Folder != type.Folder
            select (From: type.Folder, To: used.Folder)).ToLookup(arrow => arrow.From, arrow => arrow.To)
        from circle in Circles<string>.Of(arrows.Select(arrow => arrow.Key), folder => arrows[folder])
        select new FolderCircle(project.Name, circle);

    /// <summary>How many folders of a project are in circles.</summary>
    public static IEnumerable<(string Subject, int Value)> FoldersInCircles =>
        from circle in FolderCircles
        group circle.Folders.Count by circle.Project into project
        select (project.Key, project.Sum());

    public static IEnumerable<(string Subject, int Value)> FolderFiles =>
        from kind in ((string Folder, string Pattern)[])[("src", "*.cs"), ("tests", "*.cs"), ("features", "*.feature")]
        from file in Repository.Files(kind.Folder, kind.Pattern)
        group file by FolderOf(file) into folder
        select (folder.Key, folder.Count());

    public static IEnumerable<(string Subject, int Value)> WideLines =>
        from file in SourceFile.Under("src").Concat(SourceFile.Under("tests"))
        let wide = file.Lines.Count(line => line.Length > Width)
        group wide by FolderOf(file.Path) into folder
        select (folder.Key, folder.Sum());

    /// <summary>Uses between folders of the library that the table does not allow.</summary>
    public static IEnumerable<TypeUse> UpwardUses => HouseGraph.Current.Uses.Where(IsUpward);

    public static IEnumerable<(string Subject, int Value)> NamedUpwardUses => UpwardUses.Select(use => (use.ToString(), 1));

    public static bool IsUpward(TypeUse use) =>
        use.User.Project == "ScriptWs" && use.Used.Project == "ScriptWs" && !FolderTable.Folders.Allows(use.User.Folder, use.Used.Folder);

    private static string FolderOf(string file) => file[..file.LastIndexOf('/')];
}

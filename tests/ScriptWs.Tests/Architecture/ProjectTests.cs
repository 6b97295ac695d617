using ScriptWs.Tests.Architecture.Graph;

namespace ScriptWs.Tests.Architecture;

/// <summary>Which project may use which, by the table in src/README.md: public API alone, unless the row says otherwise.</summary>
[Collection(nameof(HouseGraph))]
public sealed class ProjectTests
{
    private const string Internals = " (internals)";

    [Fact]
    public void Project_Uses_OnlyWhatTheTableAllows() => Violations.None(
        from use in HouseGraph.Current.Uses
        where use.User.Project != use.Used.Project
        where !MayUse(use.User.Project).Contains(use.Used.Project)
        select use.At($"{use.User.Project} may not use {use.Used.Project}"));

    [Fact]
    public void Project_Uses_InternalsOnlyWhereTheTableAllows() => Violations.None(
        from use in HouseGraph.Current.Uses
        where use.User.Project != use.Used.Project && use.IsInternal
        where !SeesInternals(use.User.Project, use.Used.Project)
        select use.At($"{use.Used} is no public API of {use.Used.Project}"));

    [Fact]
    public void Project_References_WhatTheTableAllows() => Violations.None(
        from project in SourceProject.All
        from reference in project.References
        where !MayUse(project.Name).Contains(reference)
        select $"{project.Folder}: the project references {reference}, which the table does not allow");

    [Fact]
    public void ProjectTable_Always_AllowsNoMoreThanIsUsed() => Violations.None(
        from row in FolderTable.Projects.Rows
        from used in MayUse(row.Name)
        where !HouseGraph.Current.TypesOf(row.Name).Any(type => type.Uses.Keys.Any(other => other.Project == used))
        select $"src/README.md: {row.Name} may use {used}, and does not");

    [Fact]
    public void Internals_OutsideSrc_AreVisibleToTestsOnly() => Violations.None(
        from project in SourceProject.All
        from friend in project.FriendAssemblies
        where !SourceProject.All.Any(other => other.AssemblyName == friend)
        where friend is not ("ScriptWs.Tests" or "ScriptWs.Features" or "ScriptWs.Benchmarks" or "ScriptWs.Fuzz")
        select $"{project.Folder}: {friend} sees internals; only tests and benchmarks do");

    [Fact]
    public void Internals_OfAProject_AreVisibleWhereTheTableAllows() => Violations.None(
        from project in SourceProject.All
        from friend in project.Friends
        where !SeesInternals(friend, project.Name)
        select $"{project.Folder}: {friend} sees internals, which the table does not allow");

    private static IEnumerable<string> MayUse(string project) =>
        from row in FolderTable.Projects.Rows
        where row.Name == project
        from used in row.MayUse
        select used.Replace(Internals, "", StringComparison.Ordinal);

    private static bool SeesInternals(string user, string used) =>
        FolderTable.Projects.Rows.Any(row => row.Name == user && row.MayUse.Contains(used + Internals));
}

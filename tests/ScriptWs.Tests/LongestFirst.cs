using ScriptWs.Tests;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace ScriptWs.Tests;

/// <summary>
/// Begins with the classes that take longest, which are those that start processes and browsers. A run then does not end
/// with one processor waiting for the other. The order of the rest is xunit's.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <summary>Classes that took ten seconds or more, the longest first. A name that is missing here costs time only.</summary>
    private static readonly string[] Longest =
    [
        "StackEndTests", "SupervisedRunTests", "LostNodeTests", "BrokenFilesTests", "TestCommandTests", "FullDiskTests",
        "AdminPageLookTests", "ErrorReportTests", "CheckerTests", "PageScriptTests", "BuiltInLoopTests", "NewTests",
        "HistoryRestartTests", "HopelessChildTests", "CorpusTests", "BuiltInMemoryTests", "BlackHoleTests", "StuckTurnTests",
        "StormTests", "DescriptorLimitTests", "SignalTests", "SystemdToolsTests", "ChatPageTests", "SystemdRunTests",
        "SampleProgramTests", "TokenAttackTests",
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Place(collection.TestCollectionDisplayName))];

    /// <param name="collection">As in <c>Test collection for ScriptWs.Tests.Cli.SignalTests (id: …)</c>.</param>
    private static int Place(string collection)
    {
        var place = Array.FindIndex(Longest, name => $"{collection} ".Contains($".{name} ", StringComparison.Ordinal));
        return place < 0 ? Longest.Length : place;
    }
}

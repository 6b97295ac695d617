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
        "StackEndTests", "TestCommandTests", "SupervisedRunTests", "FullDiskTests", "BrokenFilesTests", "CorpusTests",
        "AdminPageLookTests", "ErrorReportTests", "PageScriptTests", "BuiltInLoopTests", "StormTests", "HopelessChildTests",
        "TokenAttackTests", "DescriptorLimitTests", "SignalTests", "SystemdToolsTests", "BuiltInMemoryTests", "ChatPageTests",
        "NewTests", "SystemdRunTests", "SampleProgramTests",
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

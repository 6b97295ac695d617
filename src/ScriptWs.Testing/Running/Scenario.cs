using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing;

/// <summary>One scenario that can be run by itself: a test case of a test runner.</summary>
public sealed class Scenario
{
    internal Scenario(Pickle pickle, string feature, string name) => (Pickle, Feature, Name) = (pickle, feature, name);

    /// <summary>The name of its feature.</summary>
    public string Feature { get; }

    /// <summary>Its name; for the rows of an outline with what the row says, so that no two of a feature are the same.</summary>
    public string Name { get; }

    /// <summary>Its feature file.</summary>
    public string Uri => Pickle.Uri;

    /// <summary>Its line there; the row of Examples for an outline.</summary>
    public int Line => (int)(Pickle.Location?.Line ?? 0);

    /// <summary>Its tags with their <c>@</c>, those of its rule and feature too.</summary>
    public IReadOnlyList<string> Tags => [.. Pickle.Tags.Select(tag => tag.Name)];

    internal Pickle Pickle { get; }
}

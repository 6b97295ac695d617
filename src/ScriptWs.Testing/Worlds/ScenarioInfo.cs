namespace ScriptWs.Testing;

/// <summary>Which scenario runs.</summary>
/// <param name="Name">Its name, placeholders of an outline filled in.</param>
/// <param name="Tags">Its tags with their <c>@</c>, those of its rule and feature too.</param>
/// <param name="Uri">Its feature file.</param>
/// <param name="Line">Its line there; the row of Examples for an outline.</param>
public sealed record ScenarioInfo(string Name, IReadOnlySet<string> Tags, string Uri, long Line);

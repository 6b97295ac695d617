namespace ScriptWs.Routing;

/// <summary>What a path leads to.</summary>
/// <param name="Value">What is there.</param>
/// <param name="Parameters">What the parameters of its pattern are, decoded once, by name.</param>
internal readonly record struct RouteMatch<T>(T Value, IReadOnlyDictionary<string, string> Parameters);

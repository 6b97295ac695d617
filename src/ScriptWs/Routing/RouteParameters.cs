using System.Collections.ObjectModel;

namespace ScriptWs.Routing;

/// <summary>What the parameters of an endpoint's path are in a request, by name.</summary>
internal static class RouteParameters
{
    /// <summary>Those of a path without any.</summary>
    public static IReadOnlyDictionary<string, string> None { get; } = ReadOnlyDictionary<string, string>.Empty;
}

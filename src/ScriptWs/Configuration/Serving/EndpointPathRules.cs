using ScriptWs.Routing;

namespace ScriptWs.Configuration;

/// <summary>What must hold for the paths of endpoints: each request has one endpoint, and which one is clear.</summary>
internal static class EndpointPathRules
{
    /// <returns>Errors without a source, their keys as in <c>endpoints[0].path</c>.</returns>
    public static IEnumerable<ConfigurationError> Check(IReadOnlyList<EndpointOptions> endpoints)
    {
        var routes = new List<(int Index, string Path, RoutePattern Pattern)>();
        for (var i = 0; i < endpoints.Count; i++)
        {
            var path = endpoints[i].Path;
            if (RoutePattern.Parse(path, out var problem) is { } pattern) routes.Add((i, path, pattern));
            else yield return Error(i, $"{problem} (found {SettingValue.Quote(path)})");
        }

        for (var i = 0; i < routes.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                foreach (var error in Compare(routes[j], routes[i], routes)) yield return error;
            }
        }
    }

    /// <summary>
    /// Two patterns of which neither is the more specific one contradict each other, unless a third one settles what both
    /// match. Both lines are named.
    /// </summary>
    private static IEnumerable<ConfigurationError> Compare(
        (int Index, string Path, RoutePattern Pattern) one,
        (int Index, string Path, RoutePattern Pattern) other,
        List<(int Index, string Path, RoutePattern Pattern)> all)
    {
        // Exact paths are many, and most of them differ.
        if (!one.Pattern.HasParameters && !other.Pattern.HasParameters && one.Pattern.Text != other.Pattern.Text) yield break;
        if (one.Pattern.With(other.Pattern) is not { } common) yield break;

        var (isOne, isOther) = (common.IsSameAs(one.Pattern), common.IsSameAs(other.Pattern));
        if (isOne && isOther && one.Path == other.Path)
        {
            yield return Error(other.Index, $"is listed twice ({SettingValue.Quote(other.Path)}); each path has one endpoint");
        }
        else if (isOne && isOther)
        {
            yield return Error(
                one.Index,
                $"matches the same paths as endpoints[{other.Index}].path (found {SettingValue.Quote(one.Path)} and "
                    + $"{SettingValue.Quote(other.Path)}); remove one");
            yield return Error(
                other.Index,
                $"matches the same paths as endpoints[{one.Index}].path (found {SettingValue.Quote(other.Path)} and "
                    + $"{SettingValue.Quote(one.Path)}); remove one");
        }
        else if (!isOne && !isOther && !all.Exists(route => route.Pattern.IsSameAs(common)))
        {
            yield return Error(one.Index, Ambiguous(one.Path, other.Path, other.Index, common));
            yield return Error(other.Index, Ambiguous(other.Path, one.Path, one.Index, common));
        }
    }

    private static string Ambiguous(string path, string other, int index, RoutePattern common) =>
        $"is no more specific than endpoints[{index}].path (found {SettingValue.Quote(path)} and {SettingValue.Quote(other)}), "
        + $"and both match {SettingValue.Quote(common.Text)}; add an endpoint for that, or change one";

    private static ConfigurationError Error(int index, string problem) => new("", $"endpoints[{index}].path", problem);
}

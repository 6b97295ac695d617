namespace ScriptWs.Routing;

/// <summary>What is at which path; immutable, and replaced as a whole. Exact paths are found without allocating.</summary>
internal sealed class RouteTable<T>
    where T : class
{
    private readonly Dictionary<string, T> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, T> _exact = new(StringComparer.Ordinal);
    private readonly Route[] _patterns;
    private readonly Route[] _deepestFirst;

    /// <param name="values">What there is.</param>
    /// <param name="pathOf">The path of each, which is valid and of no other.</param>
    public RouteTable(IReadOnlyList<T> values, Func<T, string> pathOf)
    {
        Values = values;
        Route[] routes = [.. values.Select(value => new Route(RoutePattern.Parse(pathOf(value), out _)!, value))];
        foreach (var value in values) _byName.Add(pathOf(value), value);
        foreach (var (pattern, value) in routes)
        {
            if (!pattern.HasParameters) _exact.TryAdd(pattern.Text, value);
        }

        _patterns = [.. routes.Where(route => route.Pattern.HasParameters).OrderBy(route => route.Pattern)];
        _deepestFirst = [.. routes.Order(Comparer<Route>.Create(static (one, other) => one.Pattern.CompareBelow(other.Pattern)))];
    }

    /// <summary>Everything in the table, in the configuration's order.</summary>
    public IReadOnlyList<T> Values { get; }

    /// <summary>What is configured under a path or a pattern.</summary>
    public T? Named(string configured) => _byName.GetValueOrDefault(configured);

    /// <summary>What is at a path: under exactly that path, or under the most specific pattern that matches it.</summary>
    public RouteMatch<T>? Find(RequestPath path)
    {
        if (_exact.TryGetValue(path.Text, out var value)) return new(value, RouteParameters.None);
        return _patterns.Length == 0 ? null : FindByPattern(path.Segments);
    }

    /// <summary>
    /// What is at a path or nearest above it. Letters of both cases are the same where nothing is at the path as it is written:
    /// they are to some file systems, and a rule must not be stepped around by writing a path otherwise.
    /// </summary>
    public RouteMatch<T>? FindAtOrAbove(RequestPath path)
    {
        if (_exact.TryGetValue(path.Text, out var value)) return new(value, RouteParameters.None);
        return FindDeepest(path.Segments);
    }

    /// <summary>Apart from what is exact, whose caller must not pay for the delegates here.</summary>
    private RouteMatch<T>? FindDeepest(IReadOnlyList<string> segments)
    {
        var nearest = Array.FindIndex(_deepestFirst, route => route.Pattern.IsAtOrAbove(segments, StringComparison.OrdinalIgnoreCase));
        if (nearest < 0) return null;

        var written = Array.FindIndex(_deepestFirst, nearest, route => route.Pattern.IsAtOrAbove(segments, StringComparison.Ordinal));
        if (written >= 0 && _deepestFirst[written].Pattern.CompareBelow(_deepestFirst[nearest].Pattern) == 0) nearest = written;
        return new(_deepestFirst[nearest].Value, _deepestFirst[nearest].Pattern.ParametersOf(segments));
    }

    private RouteMatch<T>? FindByPattern(IReadOnlyList<string> segments)
    {
        var best = Array.FindIndex(_patterns, route => route.Pattern.Matches(segments));
        return best < 0 ? null : new(_patterns[best].Value, _patterns[best].Pattern.ParametersOf(segments));
    }

    /// <summary>A class: sorting structs is code that is compiled at each start.</summary>
    private sealed record Route(RoutePattern Pattern, T Value);
}

using System.Text.RegularExpressions;

namespace ScriptWs.Routing;

/// <summary>
/// The path of an endpoint: a path, or a pattern in which <c>:name</c> is one segment and <c>*</c> at the end is the rest.
/// <c>%3A</c> and <c>%2A</c> begin segments that are no parameters. Immutable.
/// </summary>
internal sealed partial class RoutePattern : IComparable<RoutePattern>
{
    /// <summary>The name under which the rest of the path is a parameter.</summary>
    public const string RestName = "*";

    private readonly RouteSegment[] _segments;

    private RoutePattern(RouteSegment[] segments) => (_segments, HasParameters, Text) = (segments, Array.Exists(segments, segment => segment.Kind != RouteSegmentKind.Literal), TextOf(segments));

    /// <summary>Whether it matches more than one path.</summary>
    public bool HasParameters { get; }

    /// <summary>The pattern, decoded; without parameters this is the <see cref="RequestPath.Text"/> that it matches.</summary>
    public string Text { get; }

    private bool EndsInRest => _segments[^1].Kind == RouteSegmentKind.Rest;

    /// <summary>The segments that name folders, without the rest and without the slash at the end.</summary>
    private ReadOnlySpan<RouteSegment> Folders => IsOpenAtEnd ? _segments.AsSpan(..^1) : _segments;

    private bool IsOpenAtEnd => EndsInRest || _segments[^1] is { Kind: RouteSegmentKind.Literal, Text.Length: 0 };

    /// <param name="text">The path as it is configured, percent-encoded or not.</param>
    /// <param name="problem">The end of a sentence about what is wrong with it.</param>
    /// <returns><c>null</c> when it is no path.</returns>
    public static RoutePattern? Parse(string text, out string problem)
    {
        problem = "";
        if (!text.StartsWith('/') || text.AsSpan().ContainsAny(" ?#")) problem = "must begin with / and have no space, ? or #";
        else if (text.Contains('%') && BrokenEncoding().IsMatch(text)) problem = "must have two hexadecimal digits behind each %";
        else if (RequestPath.Of(text).Segments is var segmentsOfRequest && (segmentsOfRequest.Count != text.Count(c => c == '/') || (segmentsOfRequest[^1].Length == 0) != text.EndsWith('/')))
            problem = "must have no empty segments and none of dots, which no request's path has";
        else if (SegmentsOf(text, ref problem) is { } segments) return new RoutePattern(segments);
        return null;
    }

    /// <param name="segments">Those of a request's path.</param>
    public bool Matches(IReadOnlyList<string> segments) =>
        (EndsInRest ? segments.Count >= _segments.Length : segments.Count == _segments.Length) && MatchFolders(segments, _segments.AsSpan(..(EndsInRest ? ^1 : ^0)), StringComparison.Ordinal);

    /// <summary>Whether a path is what the pattern matches, or below that.</summary>
    /// <param name="segments">Those of a request's path.</param>
    /// <param name="comparison">How texts are compared.</param>
    public bool IsAtOrAbove(IReadOnlyList<string> segments, StringComparison comparison) =>
        segments.Count >= Folders.Length + (IsOpenAtEnd ? 1 : 0) && MatchFolders(segments, Folders, comparison);

    /// <summary>What the parameters are in a path that the pattern matches, or is above.</summary>
    /// <param name="segments">Those of a request's path.</param>
    public IReadOnlyDictionary<string, string> ParametersOf(IReadOnlyList<string> segments)
    {
        if (!HasParameters) return RouteParameters.None;
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < _segments.Length; i++)
        {
            if (_segments[i].Kind == RouteSegmentKind.Parameter) parameters[_segments[i].Text] = segments[i];
            else if (_segments[i].Kind == RouteSegmentKind.Rest) parameters[RestName] = string.Join('/', segments.Skip(i));
        }

        return parameters;
    }

    /// <summary>The most specific pattern first, by the first segment in which they differ; of two such the longer one.</summary>
    public int CompareTo(RoutePattern? other)
    {
        if (other is null) return -1;
        for (var i = 0; i < Math.Min(_segments.Length, other._segments.Length); i++)
        {
            if (_segments[i].Kind.CompareTo(other._segments[i].Kind) is not 0 and var difference) return difference;
        }

        return other._segments.Length.CompareTo(_segments.Length);
    }

    /// <summary>The order in which patterns are asked for what is below them: the deepest first, then the most specific.</summary>
    public int CompareBelow(RoutePattern other)
    {
        if (other.Folders.Length.CompareTo(Folders.Length) is not 0 and var depth) return depth;
        for (var i = 0; i < Folders.Length; i++)
        {
            if (Folders[i].Kind.CompareTo(other.Folders[i].Kind) is not 0 and var difference) return difference;
        }

        return (other.EndsInRest, other.IsOpenAtEnd).CompareTo((EndsInRest, IsOpenAtEnd));
    }

    /// <summary>The pattern of the paths that this one and another one match both; <c>null</c> when there are none.</summary>
    public RoutePattern? With(RoutePattern other)
    {
        var common = new List<RouteSegment>();
        for (var i = 0; i < Math.Max(_segments.Length, other._segments.Length); i++)
        {
            if (At(i) is not { } mine || other.At(i) is not { } theirs || mine.With(theirs) is not { } both) return null;
            common.Add(both);
        }

        return new RoutePattern([.. common]);
    }

    /// <summary>Whether another pattern matches the same paths, whatever its parameters are called.</summary>
    public bool IsSameAs(RoutePattern other) =>
        _segments.Length == other._segments.Length
        && _segments.Zip(other._segments).All(pair => pair.First.Kind == pair.Second.Kind && (pair.First.Kind != RouteSegmentKind.Literal || pair.First.Text == pair.Second.Text));

    /// <summary>The segment at an index, which the rest of the path has at any.</summary>
    private RouteSegment? At(int index) => index < _segments.Length ? _segments[index] : EndsInRest ? _segments[^1] : null;

    private static string TextOf(RouteSegment[] segments) => "/" + string.Join('/', Array.ConvertAll(segments, TextOf));

    private static string TextOf(RouteSegment segment) => segment.Kind switch
    {
        RouteSegmentKind.Literal => segment.Text.Replace("/", "%2F", StringComparison.Ordinal),
        RouteSegmentKind.Parameter => ":" + segment.Text,
        _ => RestName,
    };

    private static bool MatchFolders(IReadOnlyList<string> segments, ReadOnlySpan<RouteSegment> folders, StringComparison comparison)
    {
        for (var i = 0; i < folders.Length; i++)
        {
            if (folders[i].Kind == RouteSegmentKind.Literal ? !segments[i].Equals(folders[i].Text, comparison) : segments[i].Length == 0) return false;
        }

        return true;
    }

    private static RouteSegment[]? SegmentsOf(string text, ref string problem)
    {
        var (raw, decoded) = (text[1..].Split('/'), RequestPath.Of(text).Segments);
        var segments = new RouteSegment[raw.Length];
        for (var i = 0; i < raw.Length; i++)
        {
            segments[i] = raw[i] == RestName ? new(RouteSegmentKind.Rest, RestName) : raw[i].StartsWith(':') ? new(RouteSegmentKind.Parameter, raw[i][1..]) : new(RouteSegmentKind.Literal, decoded[i]);
            var (kind, name) = segments[i];
            if (kind == RouteSegmentKind.Rest && i < raw.Length - 1) problem = "must have its * at the end, as in \"/doc/*\"";
            else if (kind == RouteSegmentKind.Literal && raw[i].Contains('*')) problem = "must have its * as a segment of its own at the end, as in \"/doc/*\"; %2A is a star that means itself";
            else if (kind == RouteSegmentKind.Parameter && !NameText().IsMatch(name)) problem = "must have a name of letters, digits and _ behind each :, as in \"/rooms/:id\"; %3A is a colon that means itself";
            else if (kind == RouteSegmentKind.Parameter && segments.AsSpan(..i).Contains(segments[i])) problem = $"must name each parameter once (found :{name} twice)";
        }

        return problem.Length == 0 ? segments : null;
    }

    [GeneratedRegex("%(?![0-9A-Fa-f]{2})")]
    private static partial Regex BrokenEncoding();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{0,63}$")]
    private static partial Regex NameText();
}

namespace ScriptWs.Routing;

/// <summary>One segment of a <see cref="RoutePattern"/>.</summary>
/// <param name="Kind">What it matches.</param>
/// <param name="Text">The text, decoded, or the parameter's name.</param>
internal readonly record struct RouteSegment(RouteSegmentKind Kind, string Text)
{
    /// <summary>Whether this segment and another one match some same text, and if so the more specific of the two.</summary>
    public RouteSegment? With(RouteSegment other) => (Kind, other.Kind) switch
    {
        (RouteSegmentKind.Literal, RouteSegmentKind.Literal) => Text == other.Text ? this : null,
        // A parameter is never empty; the rest may be.
        (RouteSegmentKind.Literal, RouteSegmentKind.Parameter) => Text.Length > 0 ? this : null,
        (RouteSegmentKind.Parameter, RouteSegmentKind.Literal) => other.Text.Length > 0 ? other : null,
        _ => Kind <= other.Kind ? this : other,
    };
}

namespace ScriptWs.Routing;

/// <summary>What a segment of a <see cref="RoutePattern"/> matches, the most specific first.</summary>
internal enum RouteSegmentKind
{
    /// <summary>This text.</summary>
    Literal,

    /// <summary>One segment with anything in it: <c>:name</c>.</summary>
    Parameter,

    /// <summary>The rest of the path: <c>*</c>.</summary>
    Rest,
}

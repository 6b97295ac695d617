using System.Diagnostics;

namespace ScriptWs.Diagnostics;

/// <summary>Traces in the manner of OpenTelemetry: one span for an opening handshake, a turn, a reload. Costs nothing without a listener.</summary>
internal static class Tracing
{
    /// <summary>The name of the source, which collectors ask for.</summary>
    public const string SourceName = "ScriptWs";

    private static readonly ActivitySource Source = new(SourceName);

    public static Activity? Handshake() => Source.HasListeners() ? Source.StartActivity("scriptws.handshake", ActivityKind.Server) : null;

    /// <param name="handler">The handler's name.</param>
    /// <param name="endpoint">Which path's script.</param>
    /// <param name="connection">The connection whose event it is, if it is one's.</param>
    public static Activity? Turn(string handler, KeyValuePair<string, object?> endpoint, Guid? connection)
    {
        if (!Source.HasListeners() || Source.StartActivity(handler) is not { } activity) return null;

        activity.SetTag(endpoint.Key, endpoint.Value);
        if (connection is { } id) activity.SetTag("scriptws.connection.id", id);
        return activity;
    }

    public static Activity? Reload(string file) =>
        Source.HasListeners() ? Source.StartActivity("scriptws.reload")?.SetTag("scriptws.file", file) : null;

    /// <summary>Says how it ended, and ends it.</summary>
    public static void End(this Activity? activity, string key, object value, bool failed)
    {
        if (activity is null) return;

        activity.SetTag(key, value);
        if (failed) activity.SetStatus(ActivityStatusCode.Error);
        activity.Dispose();
    }
}

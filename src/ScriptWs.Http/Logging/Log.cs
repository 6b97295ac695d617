using Microsoft.Extensions.Logging;

namespace ScriptWs.Http.Logging;

/// <summary>Everything that the web server beside the WebSockets may log, by subject. It is one class, so that its code is generated in the same order each time.</summary>
internal static partial class Log
{
    // Plain HTTP

    [LoggerMessage(7001, LogLevel.Error, "Plain HTTP cannot be served; WebSockets are unaffected.")]
    public static partial void HttpNotStarted(ILogger logger, Exception exception);

    [LoggerMessage(7010, LogLevel.Debug, "A client left while {Path} was answered.")]
    public static partial void ClientLeft(ILogger logger, Exception exception, string path);

    [LoggerMessage(7011, LogLevel.Debug, "A request for {Path} was broken.")]
    public static partial void RequestBroken(ILogger logger, Exception exception, string path);

    [LoggerMessage(7012, LogLevel.Error, "The handler of {Path} failed.")]
    public static partial void RequestFailed(ILogger logger, Exception exception, string path);

    // Metrics

    [LoggerMessage(7002, LogLevel.Warning, "The collector at {Collector} did not accept the metrics ({Trouble}); check metrics.otlp.endpoint, and that it accepts OTLP over HTTP.")]
    public static partial void CollectorNotTold(ILogger logger, string collector, string trouble);

    [LoggerMessage(7003, LogLevel.Error, "The collector at {Collector} receives nothing: the environment variable {Variable} must hold names and values, as in api-key=abc,tenant=7.")]
    public static partial void CollectorHeadersWrong(ILogger logger, string collector, string variable);

    // The admin page

    [LoggerMessage(7020, LogLevel.Information, "{User} {What} from the admin page.")]
    public static partial void AdminDid(ILogger logger, string user, string what);

    [LoggerMessage(7021, LogLevel.Error, "The admin page could not answer.")]
    public static partial void AdminFailed(ILogger logger, Exception exception);

    [LoggerMessage(7022, LogLevel.Error, "The admin page could not be updated; please report this. Retrying in 1 s.")]
    public static partial void AdminTickFailed(ILogger logger, Exception exception);

    // Applications

    [LoggerMessage(7030, LogLevel.Error, "The changed configuration could not be loaded, the previous one stays in effect.")]
    public static partial void ReloadFailed(ILogger logger, Exception exception);
}

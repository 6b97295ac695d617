using Microsoft.Extensions.Logging;

namespace ScriptWs.Supervision;

/// <summary>What the heartbeat writes.</summary>
internal sealed partial class Heartbeat
{
    private static partial class Log
    {
        [LoggerMessage(5001, LogLevel.Debug, "Connection {Id} did not answer its Ping in time and was closed.")]
        public static partial void TimedOut(ILogger logger, Guid id);

        [LoggerMessage(5002, LogLevel.Information, "The server stood still for {Seconds:0.0} s; clients got as much longer to answer their Pings.")]
        public static partial void StoodStill(ILogger logger, double seconds);

        [LoggerMessage(5003, LogLevel.Critical, "The heartbeat broke at connection {Id}; please report this. It went on.")]
        public static partial void Broke(ILogger logger, Exception exception, Guid id);
    }
}

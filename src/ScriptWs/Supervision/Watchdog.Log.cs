using Microsoft.Extensions.Logging;

namespace ScriptWs.Supervision;

/// <summary>What the watchdog writes.</summary>
internal sealed partial class Watchdog
{
    private static partial class Log
    {
        [LoggerMessage(5020, LogLevel.Error, "A listener died: {Cause}.")]
        public static partial void Died(ILogger logger, string cause);

        [LoggerMessage(5021, LogLevel.Information, "Listened again after {Attempts} attempts.")]
        public static partial void Recovered(ILogger logger, int attempts);

        [LoggerMessage(5022, LogLevel.Warning, "Attempt {Attempt} to listen again failed: {Problem}")]
        public static partial void Failed(ILogger logger, int attempt, string problem);

        [LoggerMessage(5023, LogLevel.Information, "A script refused an attempt to listen again; the next is due in {Seconds} s.")]
        public static partial void Refused(ILogger logger, double seconds);

        [LoggerMessage(5024, LogLevel.Error, "Gave up listening after {Attempts} attempts: {Cause}.")]
        public static partial void GaveUp(ILogger logger, int attempts, string cause);
    }
}

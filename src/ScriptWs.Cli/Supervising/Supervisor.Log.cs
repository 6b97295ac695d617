using Microsoft.Extensions.Logging;

namespace ScriptWs.Cli.Supervising;

/// <summary>What the supervisor writes.</summary>
internal sealed partial class Supervisor
{
    private static partial class Log
    {
        [LoggerMessage(8001, LogLevel.Information, "Process {Process} serves.")]
        public static partial void Serves(ILogger logger, int process);

        [LoggerMessage(8002, LogLevel.Error, "Process {Process} {How}; clients wait for the next one.")]
        public static partial void Died(ILogger logger, int process, string how);

        [LoggerMessage(8003, LogLevel.Critical, "Gave up: {Problem}.")]
        public static partial void GaveUp(ILogger logger, string problem);

        [LoggerMessage(8004, LogLevel.Information, "Process {Process} accepts; process {Old} lets its connections go.")]
        public static partial void HandedOver(ILogger logger, int process, int old);

        [LoggerMessage(8005, LogLevel.Information, "Process {Process}, which had been replaced, {How}.")]
        public static partial void Left(ILogger logger, int process, string how);

        [LoggerMessage(8006, LogLevel.Error, "The handover failed: the new process {Process} {How} before it served; process {Old} goes on.")]
        public static partial void HandOverFailed(ILogger logger, int process, string how, int old);

        [LoggerMessage(8007, LogLevel.Error, "The handover was refused, the process that serves goes on: {Problem}")]
        public static partial void HandOverRefused(ILogger logger, string problem);

        [LoggerMessage(8008, LogLevel.Information, "A handover was asked for while one process replaces another; it follows.")]
        public static partial void HandOverLater(ILogger logger);

        [LoggerMessage(8009, LogLevel.Error, "Process {Process} says that it cannot be helped; another one replaces it.")]
        public static partial void Unwell(ILogger logger, int process);

        [LoggerMessage(8010, LogLevel.Error, "A process that serves could not be started.")]
        public static partial void NotStarted(ILogger logger, Exception exception);
    }
}

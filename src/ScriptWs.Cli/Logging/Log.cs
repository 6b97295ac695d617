using Microsoft.Extensions.Logging;

namespace ScriptWs.Cli;

/// <summary>Everything that the command itself may log, by subject. It is one class, so that its code is generated in the same order each time.</summary>
internal static partial class Log
{
    // The supervising process

    [LoggerMessage(8001, LogLevel.Information, "Process {Process} serves.")]
    public static partial void ProcessServes(ILogger logger, int process);

    [LoggerMessage(8002, LogLevel.Error, "Process {Process} {How}; clients wait for the next one.")]
    public static partial void ProcessDied(ILogger logger, int process, string how);

    [LoggerMessage(8003, LogLevel.Critical, "Gave up: {Problem}.")]
    public static partial void SupervisorGaveUp(ILogger logger, string problem);

    [LoggerMessage(8004, LogLevel.Information, "Process {Process} accepts; process {Old} closes its connections.")]
    public static partial void ProcessHandedOver(ILogger logger, int process, int old);

    [LoggerMessage(8005, LogLevel.Information, "Process {Process}, which had been replaced, {How}.")]
    public static partial void ProcessLeft(ILogger logger, int process, string how);

    [LoggerMessage(8006, LogLevel.Error, "The handover failed: the new process {Process} {How} before it served; process {Old} continues.")]
    public static partial void HandoverFailed(ILogger logger, int process, string how, int old);

    [LoggerMessage(8007, LogLevel.Error, "The handover was refused, the serving process continues: {Problem}")]
    public static partial void HandoverRefused(ILogger logger, string problem);

    [LoggerMessage(8008, LogLevel.Information, "A handover was requested during another handover; it follows.")]
    public static partial void HandoverFollows(ILogger logger);

    [LoggerMessage(8009, LogLevel.Error, "Process {Process} reports that it cannot recover; a new process replaces it.")]
    public static partial void ProcessUnwell(ILogger logger, int process);

    [LoggerMessage(8010, LogLevel.Error, "The serving process could not be started.")]
    public static partial void ProcessNotStarted(ILogger logger, Exception exception);

    // The process that serves

    [LoggerMessage(8110, LogLevel.Warning, "{Warning}")]
    public static partial void NoGlobalization(ILogger logger, string warning);

    [LoggerMessage(8020, LogLevel.Warning, "SIGUSR2 requests a handover, which requires scriptws run --supervised; nothing happened.")]
    public static partial void HandoverNeedsSupervisor(ILogger logger);

    [LoggerMessage(8022, LogLevel.Warning, "SIGUSR1 has no effect; use SIGHUP to reload, SIGUSR2 for a handover.")]
    public static partial void SignalUnused(ILogger logger);

    [LoggerMessage(8021, LogLevel.Error, "The supervising process is gone; stopping.")]
    public static partial void SupervisorGone(ILogger logger);

    [LoggerMessage(8023, LogLevel.Error, "A reload failed; the previous versions stay live.")]
    public static partial void ReloadFailed(ILogger logger, Exception exception);

    [LoggerMessage(8024, LogLevel.Error, "The files on disk do not load, so this process serves the version that was live last: {Problem} Fix the files; they go live when they are saved.")]
    public static partial void ServesKept(ILogger logger, string problem);

    [LoggerMessage(8025, LogLevel.Warning, "The live files exceed 64 MiB and are not kept: after a crash, the files on disk must load.")]
    public static partial void NothingKept(ILogger logger);

    // The admin page

    [LoggerMessage(8030, LogLevel.Information, "{Problem} Retrying every second.")]
    public static partial void AdminWaits(ILogger logger, string problem);
}

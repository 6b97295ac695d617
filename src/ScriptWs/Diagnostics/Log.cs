using System.Net;
using Microsoft.Extensions.Logging;

namespace ScriptWs.Diagnostics;

/// <summary>Everything that the library may log, by subject. It is one class, so that its code is generated in the same order each time.</summary>
/// <remarks>
/// Programs read the parameters as fields. These names mean the same in every message: connection (its id), address (the client's), endpoint (its
/// path), file, line and generation (of a script). A parameter that the text leaves out is a field only.
/// </remarks>
internal static partial class Log
{
    // The server

    [LoggerMessage(1002, LogLevel.Information, "Listened on {Addresses}.")]
    public static partial void ServerStarted(ILogger logger, string addresses);
    [LoggerMessage(1003, LogLevel.Information, "Stopped ({Reason}).")]
    public static partial void ServerStopped(ILogger logger, string reason);
    [LoggerMessage(1004, LogLevel.Error, "A C# event handler threw.")]
    public static partial void ServerHandlerFailed(ILogger logger, Exception exception);
    [LoggerMessage(1005, LogLevel.Error, "A restart requested by a script failed; the server is stopped.")]
    public static partial void RestartFailed(ILogger logger, Exception exception);

    // Connections

    [LoggerMessage(1001, LogLevel.Error, "A C# event handler threw for connection {Connection}.")]
    public static partial void ConnectionHandlerFailed(ILogger logger, Exception exception, Guid connection, string address, string endpoint);
    [LoggerMessage(1008, LogLevel.Debug, "Connection {Connection} from {Address} is open at {Path} (generation {Generation}).")]
    public static partial void ConnectionOpened(ILogger logger, Guid connection, string address, string path, int generation, string endpoint);
    [LoggerMessage(1009, LogLevel.Debug, "Connection {Connection} is closed with {Code} \"{Reason}\" (generation {Generation}).")]
    public static partial void ConnectionClosed(ILogger logger, Guid connection, int code, string reason, int generation, string address, string endpoint);

    // A changed configuration

    [LoggerMessage(1020, LogLevel.Information, "{File} was reloaded: {Keys} changed.")]
    public static partial void ConfigurationChanged(ILogger logger, string file, string keys);
    [LoggerMessage(1021, LogLevel.Warning, "{File}: these changes take effect after a restart: {Keys}.")]
    public static partial void ConfigurationNeedsRestart(ILogger logger, string file, string keys);
    [LoggerMessage(1023, LogLevel.Information, "{File}: no change requires a restart any longer.")]
    public static partial void ConfigurationNeedsNoRestart(ILogger logger, string file);
    [LoggerMessage(1022, LogLevel.Error, "{File} was refused, the previous configuration stays in force: {Problem}")]
    public static partial void ConfigurationRefused(ILogger logger, string file, string problem);

    // Certificates

    [LoggerMessage(1024, LogLevel.Warning, "Every user of this machine can change {Path}; remove that permission: chmod o-w {Target}")]
    public static partial void FileIsOpen(ILogger logger, string path, string target);
    [LoggerMessage(1030, LogLevel.Information, "{File} was reloaded; new connections get the new certificate.")]
    public static partial void CertificateChanged(ILogger logger, string file);
    [LoggerMessage(1031, LogLevel.Error, "A changed certificate was refused, the previous one stays in service: {Problem}")]
    public static partial void CertificateRefused(ILogger logger, string problem);
    [LoggerMessage(1032, LogLevel.Warning, "{File}: the certificate of {Name} expires in {Days:0} days.")]
    public static partial void CertificateExpiresSoon(ILogger logger, string file, string name, double days);
    [LoggerMessage(1033, LogLevel.Error, "{File}: the certificate of {Name} has expired; clients reject it.")]
    public static partial void CertificateExpired(ILogger logger, string file, string name);

    // Sockets and TLS

    [LoggerMessage(2001, LogLevel.Warning, "{Address} stopped accepting: the system has no file descriptors or memory left. Retrying every {Seconds} s.")]
    public static partial void OutOfDescriptors(ILogger logger, EndPoint address, double seconds);
    [LoggerMessage(2003, LogLevel.Warning, "{Address} stopped accepting: the process may open {Limit} files, and all but its reserve of {Reserve} are in use. New clients wait until others leave. Raise the limit with \"ulimit -n\", or LimitNOFILE= in a systemd unit.")]
    public static partial void NoRoomForClients(ILogger logger, EndPoint address, int limit, int reserve);
    [LoggerMessage(2004, LogLevel.Information, "The process may open {Limit} files, which leaves room for {Connections} connections.")]
    public static partial void RoomForClients(ILogger logger, int limit, int connections);
    [LoggerMessage(2005, LogLevel.Warning, "limits.maxConnections: the process may open {Limit} files, which leaves room for {Connections} connections (found {MaxConnections}); raise the limit with \"ulimit -n\", or LimitNOFILE= in a systemd unit.")]
    public static partial void RoomForFewerClients(ILogger logger, int limit, int connections, int maxConnections);
    [LoggerMessage(2006, LogLevel.Critical, "A callback broke ({Callback}); please report this. The server continues.")]
    public static partial void CallbackBroke(ILogger logger, Exception exception, string callback);
    [LoggerMessage(2007, LogLevel.Warning, "limits.maxUnfinishedSize: all unfinished messages together held more than {Limit} bytes, so the connections that had held most for longest were closed ({Count}); raise the limit, or lower limits.messageTimeout.")]
    public static partial void TooMuchUnfinished(ILogger logger, long limit, int count);
    [LoggerMessage(2008, LogLevel.Debug, "The client at {Address} read too slowly and was dropped.")]
    public static partial void ReaderTooSlow(ILogger logger, EndPoint? address);
    [LoggerMessage(2002, LogLevel.Debug, "{Address} did not finish its TLS handshake: {Problem}")]
    public static partial void TlsHandshakeFailed(ILogger logger, EndPoint? address, string problem);

    // Scripts: what they throw, and what they say by console

    [LoggerMessage(3001, LogLevel.Error, "{Description}")]
    public static partial void ScriptFailed(
        ILogger logger, string description, Guid? connection, string? address, string endpoint, string file, int? line, int generation);
    [LoggerMessage(3002, LogLevel.Debug, "{Stack}")]
    public static partial void ScriptStack(ILogger logger, string stack, Guid? connection, string endpoint, int generation);
    [LoggerMessage(3004, LogLevel.Debug, "The engine failed in {File}.")]
    public static partial void EngineFailed(ILogger logger, Exception e, string file, int generation);
    [LoggerMessage(3003, LogLevel.Error, "The previous failure was repeated {Count} times (not shown).")]
    public static partial void ScriptFailureRepeated(ILogger logger, int count, string endpoint, string file, int? line, int generation);
    [LoggerMessage(EventId = 3101, Message = "{Text}")]
    public static partial void ScriptWrote(
        ILogger logger, LogLevel level, string text, Guid? connection, string? address, string endpoint, string file, int? line, int generation);

    // Engines and workers

    [LoggerMessage(1007, LogLevel.Error, "{Reason} The engine could not be replaced; the old one stays in use.")]
    public static partial void EngineNotReplaced(ILogger logger, string reason);
    [LoggerMessage(4001, LogLevel.Critical, "A turn ({Kind}) broke in the server itself; please report this. The worker continues.")]
    public static partial void TurnBroke(ILogger logger, Exception exception, string kind);

    // The heartbeat

    [LoggerMessage(5001, LogLevel.Debug, "Connection {Connection} did not answer its Ping in time and was closed.")]
    public static partial void PingTimedOut(ILogger logger, Guid connection);
    [LoggerMessage(5002, LogLevel.Information, "Process was suspended for {Seconds:0.0} s; ping deadlines were extended accordingly.")]
    public static partial void ServerStoodStill(ILogger logger, double seconds);
    [LoggerMessage(5003, LogLevel.Critical, "The heartbeat broke at connection {Connection}; please report this. It continues.")]
    public static partial void HeartbeatBroke(ILogger logger, Exception exception, Guid connection);

    // The drain

    [LoggerMessage(1006, LogLevel.Warning, "Shutdown grace period elapsed; dropped {Count} connection(s).")]
    public static partial void DrainCutShort(ILogger logger, int count);
    [LoggerMessage(5010, LogLevel.Information, "Draining {Count} connection(s): {Reason}.")]
    public static partial void DrainBegan(ILogger logger, string reason, int count);

    // The watchdog

    [LoggerMessage(5020, LogLevel.Error, "A listener died: {Cause}.")]
    public static partial void ListenerDied(ILogger logger, string cause);
    [LoggerMessage(5021, LogLevel.Information, "Listened again after {Attempts} attempts.")]
    public static partial void ListenerRecovered(ILogger logger, int attempts);
    [LoggerMessage(5022, LogLevel.Warning, "Attempt {Attempt} to listen again failed: {Problem}")]
    public static partial void ListenerAttemptFailed(ILogger logger, int attempt, string problem);
    [LoggerMessage(5023, LogLevel.Information, "A script refused an attempt to listen again; the next is due in {Seconds} s.")]
    public static partial void ListenerAttemptRefused(ILogger logger, double seconds);
    [LoggerMessage(5024, LogLevel.Error, "Gave up listening after {Attempts} attempts: {Cause}.")]
    public static partial void ListenerGivenUp(ILogger logger, int attempts, string cause);

    // The monitor

    [LoggerMessage(5030, LogLevel.Trace, "The monitor completed a round.")]
    public static partial void MonitorWentRound(ILogger logger);
    [LoggerMessage(5031, LogLevel.Critical, "The monitor broke; please report this. It continues.")]
    public static partial void MonitorBroke(ILogger logger, Exception exception);

    // Turns that are stuck

    [LoggerMessage(5040, LogLevel.Warning, "A turn of {Script} has run for {Seconds:0.#} s, past its budget, in something that cannot be cut off.")]
    public static partial void TurnStuck(ILogger logger, string script, double seconds, string? file, int? generation);
    [LoggerMessage(5041, LogLevel.Warning, "A turn of {Script} is at: {Stack}")]
    public static partial void StuckTurnStack(ILogger logger, string script, string stack, string? file, int? generation);
    [LoggerMessage(5042, LogLevel.Error, "The worker of {Script} got a new thread and a new engine in place of the stuck ones; its script state is reset, its connections stay open.")]
    public static partial void StuckWorkerReplaced(ILogger logger, string script, string? file, int? generation);
    [LoggerMessage(5043, LogLevel.Critical, "{Problem}; only a restart of the process ends it.")]
    public static partial void StuckTurnHopeless(ILogger logger, string problem);
    [LoggerMessage(
        5045,
        LogLevel.Critical,
        "{Count} thread(s) of this process have been lost since its start: an exception found no room on the stack of a script that "
        + "calls itself without end. Their memory comes back when the process restarts.")]
    public static partial void ThreadsLost(ILogger logger, int count);
    [LoggerMessage(5044, LogLevel.Critical, "The watch for stuck turns broke; please report this. It continues.")]
    public static partial void StuckTurnsBroke(ILogger logger, Exception exception);

    // Authentication: of a failure neither the name nor what was tried, since a password may be typed in place of the name

    [LoggerMessage(1010, LogLevel.Error, "The C# code that authenticates clients failed.")]
    public static partial void AuthenticationHookFailed(ILogger logger, Exception exception);
    [LoggerMessage(5050, LogLevel.Debug, "The token of connection {Connection} has expired.")]
    public static partial void TokenExpired(ILogger logger, Guid connection);
    [LoggerMessage(6001, LogLevel.Warning, "The password of user {Name} is stored in clear in the configuration; replace it with a hash: scriptws user {Name}")]
    public static partial void PlainPasswordFound(ILogger logger, string name);
    [LoggerMessage(6007, LogLevel.Warning, "{Problem}")]
    public static partial void EndpointUnreachable(ILogger logger, string problem);
    [LoggerMessage(6002, LogLevel.Warning, "{Address} failed to authenticate more than {Count} times; it is throttled now, longer each time.")]
    public static partial void AddressHasToWait(ILogger logger, IPAddress address, int count);
    [LoggerMessage(6004, LogLevel.Error, "A bearer token could not be checked ({Kind}); it was refused.")]
    public static partial void TokenCheckBroke(ILogger logger, string kind);

    // Pages and names that are refused

    [LoggerMessage(6003, LogLevel.Warning, "A page of {Origin} was refused; list it in \"origins\" if its pages may connect. This is logged once per origin.")]
    public static partial void OriginRefused(ILogger logger, string origin);
    [LoggerMessage(6005, LogLevel.Warning, "A page of {Origin} was refused although its host matches; list the name in \"hosts\" if it belongs to this server. This is logged once per origin.")]
    public static partial void OwnOriginRefused(ILogger logger, string origin);
    [LoggerMessage(6006, LogLevel.Warning, "A request for {Host} was refused; list it in \"hosts\" if it belongs to this server. This is logged once per name.")]
    public static partial void HostRefused(ILogger logger, string host);

    // Reload and rollback

    [LoggerMessage(7001, LogLevel.Information, "{File}: generation {Generation} went live in {Milliseconds:0} ms.")]
    public static partial void GenerationWentLive(ILogger logger, string file, int generation, double milliseconds, string endpoint);
    [LoggerMessage(7002, LogLevel.Error, "{Script}: generation {Refused} was refused, generation {Generation} continues: {Problem}")]
    public static partial void GenerationRefused(
        ILogger logger, string script, int refused, int generation, string problem, string endpoint, string file, int? line);
    [LoggerMessage(7003, LogLevel.Warning, "{File}: generation {Generation} came back in place of {Left}, {Reason}; generation {Left} is refused until its files change.")]
    public static partial void GenerationRolledBack(ILogger logger, string file, int generation, int left, string reason, string endpoint);
    [LoggerMessage(7004, LogLevel.Error, "{File}: generation {Wanted} could not come back, generation {Generation} continues: {Problem}")]
    public static partial void RollbackRefused(ILogger logger, string file, int wanted, int generation, string problem, string endpoint);
    [LoggerMessage(7005, LogLevel.Warning, "{File}: there is no generation before {Generation} to roll back to.")]
    public static partial void RollbackHasNoGeneration(ILogger logger, string file, int generation, string endpoint);
    [LoggerMessage(7009, LogLevel.Information, "{File}: the files match generation {Generation} again, which is live.")]
    public static partial void RefusedVersionUndone(ILogger logger, string file, int generation, string endpoint);
    [LoggerMessage(7010, LogLevel.Warning, "{Problem}")]
    public static partial void ScriptWarned(ILogger logger, string problem, string endpoint, string file, int? line, int generation);
    [LoggerMessage(7008, LogLevel.Critical, "{File}: rolling back broke in the server itself; please report this.")]
    public static partial void RollbackBroke(ILogger logger, Exception exception, string file, string endpoint);

    // Jobs

    [LoggerMessage(9101, LogLevel.Warning, "{File}: the job \"{Job}\" was skipped, since its last run has not ended.")]
    public static partial void JobSkipped(ILogger logger, string job, string file, string endpoint);
    [LoggerMessage(9102, LogLevel.Error, "{File}: it is not known which server runs the job \"{Job}\"; this one does not.")]
    public static partial void JobNotClaimed(ILogger logger, Exception exception, string job, string file);

    // Storage

    [LoggerMessage(9001, LogLevel.Error, "{Member} failed in the server itself; please report this.")]
    public static partial void StorageBroke(ILogger logger, Exception exception, string member);
    [LoggerMessage(9002, LogLevel.Error, "The storage is unavailable: {Problem}")]
    public static partial void StorageUnavailable(ILogger logger, string problem);
    [LoggerMessage(9003, LogLevel.Information, "The storage is available again.")]
    public static partial void StorageAvailable(ILogger logger);

    // Watching the files

    [LoggerMessage(7006, LogLevel.Warning, "The system watches no further folders for this process; script files are checked every {Seconds:0} s instead.")]
    public static partial void WatcherPolls(ILogger logger, double seconds);
    [LoggerMessage(7007, LogLevel.Critical, "Watching the files broke in the server itself; please report this. It continues with the next change.")]
    public static partial void WatcherBroke(ILogger logger, Exception exception);

    // C# functions of scripts

    [LoggerMessage(8001, LogLevel.Error, "The C# function {Module}.{Function} failed; the script learned no details.")]
    public static partial void HostFunctionFailed(
        ILogger logger, Exception exception, string module, string function, Guid? connection, string endpoint);
    [LoggerMessage(8003, LogLevel.Information, "{Assembly}: the module \"{Module}\" has a new version, which scripts use now.")]
    public static partial void ModuleWentLive(ILogger logger, string assembly, string module);
    [LoggerMessage(8004, LogLevel.Error, "{Problem} The previous version continues.")]
    public static partial void ModuleRefused(ILogger logger, string problem, string module);
    [LoggerMessage(8002, LogLevel.Error, "Middleware failed at a message of connection {Connection}; the message was dropped.")]
    public static partial void MiddlewareFailed(ILogger logger, Exception exception, Guid connection, string address, string endpoint);

    // The cluster

    [LoggerMessage(9201, LogLevel.Information, "Node {Node} joined the cluster {Cluster} at {Broker}.")]
    public static partial void ClusterJoined(ILogger logger, string node, string cluster, string broker);
    [LoggerMessage(9202, LogLevel.Warning, "The broker at {Broker} is unreachable ({Problem}); clients reach only clients of this node.")]
    public static partial void BrokerLost(ILogger logger, string broker, string problem);
    [LoggerMessage(9203, LogLevel.Information, "The broker at {Broker} is back after {Seconds:0.0} s.")]
    public static partial void BrokerBack(ILogger logger, string broker, double seconds);
    [LoggerMessage(9204, LogLevel.Information, "Node {Node} is in the cluster.")]
    public static partial void NodeJoined(ILogger logger, string node);
    [LoggerMessage(9205, LogLevel.Information, "Node {Node} left the cluster.")]
    public static partial void NodeLeft(ILogger logger, string node);
    [LoggerMessage(9206, LogLevel.Warning, "Node {Node} is gone: it was silent for {Seconds:0} s.")]
    public static partial void NodeGone(ILogger logger, string node, double seconds);
    [LoggerMessage(9207, LogLevel.Warning,
        "Lost between nodes: {Unsent} messages unsent, {Missed} envelopes missed, {Unreadable} unreadable, {Interruptions} interruptions.")]
    public static partial void ClusterLosses(ILogger logger, long unsent, long missed, long unreadable, long interruptions);
    [LoggerMessage(9208, LogLevel.Warning, "Events of nodes to {Endpoint} are dropped, because its mailbox is full (script.mailbox).")]
    public static partial void EventsDropped(ILogger logger, string endpoint);
    [LoggerMessage(9209, LogLevel.Warning, "The job \"{Job}\" of {File} does not run: its lease ended while this process stood still.")]
    public static partial void JobLeaseLost(ILogger logger, string job, string file);
    [LoggerMessage(9211, LogLevel.Warning, "The job \"{Job}\" lost its lease while it runs; another node may run it too.")]
    public static partial void JobLeaseTaken(ILogger logger, string job);
    [LoggerMessage(9210, LogLevel.Error, "{Problem}")]
    public static partial void ClusterDisagrees(ILogger logger, string problem);

    // Resumption

    [LoggerMessage(9301, LogLevel.Warning, "Connections cannot be resumed at present: {Problem}")]
    public static partial void StateNotKept(ILogger logger, string problem);
    [LoggerMessage(9302, LogLevel.Warning, "{File}: a connection cannot be resumed: {Problem}")]
    public static partial void StateNotCopied(ILogger logger, string file, string problem, Guid connection);
}

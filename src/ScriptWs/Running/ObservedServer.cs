using System.Diagnostics.Metrics;
using ScriptWs.Diagnostics;

namespace ScriptWs.Running;

/// <summary>The instruments that ask the server when somebody collects: what is open now, and what went over all wires so far.</summary>
internal static class ObservedServer
{
    /// <param name="instruments">Where they are added.</param>
    /// <param name="server">The server.</param>
    /// <param name="running">Its present run; <c>null</c> while it is stopped.</param>
    public static void Observe(this Instruments instruments, ScriptWsServer server, Func<RunningServer?> running)
    {
        var meter = instruments.Meter;
        meter.CreateObservableUpDownCounter(
            "scriptws.connections.active",
            () => instruments.Endpoints.Select(endpoint => new Measurement<long>(endpoint.Open, endpoint.Tag)),
            "{connection}",
            "WebSockets that are open.");
        meter.CreateObservableCounter("scriptws.tcp.accepted", () => server.AcceptedConnections, "{connection}", "TCP connections that were accepted.");
        Total("scriptws.messages.received", "{message}", "Whole messages that came from clients.", traffic => traffic.MessagesReceived);
        Total("scriptws.messages.sent", "{message}", "Whole messages that were handed to connections to be sent.", traffic => traffic.MessagesSent);
        Total("scriptws.messages.dropped", "{message}", "Messages that a connection did not take, because its buffer was full.", traffic => traffic.MessagesDropped);
        Total("scriptws.io.received", "By", "Bytes of frames that came from clients, as on the wire before TLS.", traffic => traffic.BytesReceived);
        Total("scriptws.io.sent", "By", "Bytes of frames for clients, as on the wire before TLS.", traffic => traffic.BytesSent);
        meter.CreateObservableUpDownCounter("scriptws.connections.buffered", () => running()?.Registry.BufferedAmount ?? 0, "By", "Bytes that wait in the buffers of slow clients.");
        meter.CreateObservableUpDownCounter(
            "scriptws.mailbox.length",
            () => running()?.Workers.Select(worker => new Measurement<long>(worker.Waiting, instruments.Of(worker.Path).Tag)) ?? [],
            "{event}",
            "Events that wait for a worker's turn.");
        meter.CreateObservableGauge(
            "scriptws.script.generation",
            () => server.Scripts.Select(script => new Measurement<long>(script.Generation, instruments.Of(script.Endpoint).Tag, new("scriptws.file", script.Path))),
            "{generation}",
            "The version of the script that runs.");

        void Total(string name, string unit, string description, Func<Connections.Traffic, long> read) =>
            meter.CreateObservableCounter(name, () => read(server.Traffic), unit, description);
    }
}

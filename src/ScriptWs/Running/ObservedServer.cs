using System.Diagnostics.Metrics;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Scripting.Depth;

namespace ScriptWs.Running;

/// <summary>Instruments that read the server when figures are collected: what is open now, and what went over all wires so far.</summary>
internal static class ObservedServer
{
    /// <param name="instruments">Where they are added.</param>
    /// <param name="server">The server.</param>
    public static void Observe(this Instruments instruments, ServerLifetime server)
    {
        var meter = instruments.Meter;
        meter.CreateObservableUpDownCounter(
            "scriptws.connections.active",
            () => instruments.Endpoints.Select(endpoint => new Measurement<long>(endpoint.Open, endpoint.Tag)),
            "{connection}",
            "WebSockets that are open.");
        meter.CreateObservableCounter(
            "scriptws.tcp.accepted", () => server.Accepted, "{connection}", "TCP connections that were accepted.");
        Total("scriptws.messages.received", "{message}", "Whole messages that came from clients.", traffic => traffic.MessagesReceived);
        Total(
            "scriptws.messages.sent",
            "{message}",
            "Whole messages that were handed to connections to be sent.",
            traffic => traffic.MessagesSent);
        Total(
            "scriptws.messages.dropped",
            "{message}",
            "Messages that a connection did not take, because its buffer was full.",
            traffic => traffic.MessagesDropped);
        Total(
            "scriptws.io.received",
            "By",
            "Bytes of frames that came from clients, as on the wire before TLS.",
            traffic => traffic.BytesReceived);
        Total("scriptws.io.sent", "By", "Bytes of frames for clients, as on the wire before TLS.", traffic => traffic.BytesSent);
        meter.CreateObservableUpDownCounter(
            "scriptws.connections.buffered",
            () => server.Running?.Registry.BufferedAmount ?? 0,
            "By",
            "Bytes that wait in the buffers of slow clients.");
        meter.CreateObservableUpDownCounter(
            "scriptws.mailbox.length",
            () => server.Running?.Workers.Select(worker => new Measurement<long>(worker.Waiting, instruments.Of(worker.Path).Tag)) ?? [],
            "{event}",
            "Events that wait for a worker's turn.");
        meter.CreateObservableGauge(
            "scriptws.script.generation",
            () => (server.Running?.Scripts ?? []).Select(GenerationOf),
            "{generation}",
            "The version of the script that runs.");

        meter.CreateObservableCounter(
            "scriptws.threads.lost",
            () => (long)ScriptStack.Lost,
            "{thread}",
            "Threads of the process that were lost because an exception of a script found no room on the stack.");

        Measurement<long> GenerationOf(ScriptStatus script) =>
            new(script.Generation, instruments.Of(script.Endpoint).Tag, new("scriptws.file", script.Path));

        void Total(string name, string unit, string description, Func<Traffic, long> read) =>
            meter.CreateObservableCounter(name, () => read(server.Traffic), unit, description);
    }
}

using System.Collections.Concurrent;
using ScriptWs.Configuration;

namespace ScriptWs.Outgoing;

/// <summary>The <see cref="OutgoingClient"/> of each endpoint. Its limits count over all workers and generations. Any thread.</summary>
internal sealed class OutgoingClients(TimeProvider clock)
{
    private static readonly string[] None = [];

    private readonly ConcurrentDictionary<string, OutgoingClient> _clients = new(StringComparer.Ordinal);

    /// <param name="path">The endpoint.</param>
    /// <param name="options">The section <c>fetch</c> as it is now. A client of other options goes on with what it has begun.</param>
    public OutgoingClient Of(string path, FetchOptions options) => _clients.AddOrUpdate(
        path,
        static (_, given) => new OutgoingClient(given.options, given.clock),
        static (_, known, given) => IsSame(known.Options, given.options) ? known : new OutgoingClient(given.options, given.clock),
        (options, clock));

    /// <summary>A list read again is another object.</summary>
    private static bool IsSame(FetchOptions options, FetchOptions other) =>
        options.Allow.SequenceEqual(other.Allow)
        && options.Networks.SequenceEqual(other.Networks)
        && (options with { Allow = None, Networks = None }) == (other with { Allow = None, Networks = None });
}

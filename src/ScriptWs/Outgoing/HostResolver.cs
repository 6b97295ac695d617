using System.Net;

namespace ScriptWs.Outgoing;

/// <summary>Finds the addresses of a host name.</summary>
internal delegate Task<IPAddress[]> HostResolver(string host, CancellationToken cancellation);

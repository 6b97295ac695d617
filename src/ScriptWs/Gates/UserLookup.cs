using ScriptWs.Authentication;
using ScriptWs.Connections;

namespace ScriptWs.Gates;

/// <summary>Asks C# code for the user that credentials belong to; <c>null</c> when it knows none. Any thread.</summary>
internal delegate ValueTask<KnownUser?> UserLookup(Credentials credentials, UpgradeRequest request, CancellationToken cancellationToken);

using ScriptWs.Connections;

namespace ScriptWs.Topics;

/// <summary>What a connection that begins to follow wants of the past.</summary>
/// <param name="Since">All after this position; <c>null</c> when it has none.</param>
/// <param name="Last">The newest messages up to this number, where <paramref name="Since"/> does not help.</param>
internal readonly record struct Wanted(Position? Since = null, int Last = 0);

namespace ScriptWs.Tests.Cluster;

/// <summary>What came of the messages of one run.</summary>
/// <param name="Sent">Messages that clients sent.</param>
/// <param name="Delivered">Deliveries to clients of all nodes.</param>
/// <param name="Doubled">Messages that one client got twice.</param>
/// <param name="Disordered">Messages that came after a later one of the same client and topic.</param>
/// <param name="Lost">Deliveries that did not happen.</param>
/// <param name="SilentlyLost">Lost deliveries at nodes that declared nothing, of senders that declared nothing.</param>
/// <param name="Declared">Gaps, interruptions and unsent messages that the nodes counted.</param>
internal sealed record CheckerVerdict(int Sent, int Delivered, int Doubled, int Disordered, int Lost, int SilentlyLost, long Declared);

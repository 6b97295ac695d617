namespace ScriptWs.Tests.Cluster;

/// <summary>What came of the messages of one run.</summary>
/// <param name="Sent">Messages that clients sent.</param>
/// <param name="Delivered">Deliveries to clients of all nodes.</param>
/// <param name="Doubled">Deliveries of a message that the client had already.</param>
/// <param name="Disordered">Messages that came after a later one of the same client and topic.</param>
/// <param name="Lost">Deliveries that did not happen.</param>
/// <param name="SilentlyLost">Lost deliveries that no envelope explains which the receiving node counted as missing.</param>
/// <param name="MissedEnvelopes">Envelopes that did not come to a node, over all nodes.</param>
/// <param name="DeclaredGaps">What the nodes counted of them (<c>scriptws.cluster.gaps</c>).</param>
/// <param name="Unsent">Messages that their own node declared lost.</param>
/// <param name="Interruptions">Times that a node stopped hearing the broker.</param>
/// <param name="Late">Envelopes that came to a node after later ones.</param>
internal sealed record CheckerVerdict(
    int Sent,
    int Delivered,
    int Doubled,
    int Disordered,
    int Lost,
    int SilentlyLost,
    long MissedEnvelopes,
    long DeclaredGaps,
    long Unsent,
    long Interruptions,
    int Late)
{
    /// <summary>Prints the counts, and checks that nothing is doubled, out of order or lost silently.</summary>
    public void AssertSound()
    {
        TestContext.Current.TestOutputHelper?.WriteLine(ToString());
        Assert.Equal((0, 0, 0), (Doubled, Disordered, SilentlyLost));
        Assert.Equal(MissedEnvelopes, DeclaredGaps);
    }
}

namespace ScriptWs.Transport;

/// <summary>Told by its <see cref="EventLoop"/> that its descriptor is ready for something.</summary>
internal interface IReadiness
{
    /// <summary>On the loop's thread, or on two when the first is stuck in such a call: see to that.</summary>
    /// <param name="events">What it is ready for (<see cref="Libc.Readable"/> and others); told once, until it is not ready any more.</param>
    /// <param name="scratch">To read into; the thread's own.</param>
    void OnReady(uint events, Span<byte> scratch);

    /// <summary>Told what came out of <see cref="OnReady"/>, so that it ends itself and nothing else: the loop goes on.</summary>
    void OnBroken(Exception exception);
}

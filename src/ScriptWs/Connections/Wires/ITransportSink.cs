namespace ScriptWs.Connections;

/// <summary>Where a transport pushes what happens on its wire; one call at a time, except <see cref="OnWritable"/>.</summary>
internal interface ITransportSink
{
    /// <summary>Whether the client has asked for something. A wire whose client has not is dropped when the server stops.</summary>
    bool HasAsked => true;

    /// <summary>Bytes arrived. They may be overwritten (unmasking happens in place) and are gone after the call.</summary>
    /// <returns><c>false</c> to receive nothing more until <see cref="ITransport.ResumeReading"/>.</returns>
    bool OnReceived(Span<byte> bytes);

    /// <summary>The wire takes bytes again after a short <see cref="ITransport.Write"/>.</summary>
    void OnWritable();

    /// <summary>The client ended its direction (FIN), or the wire broke; exactly once, and last.</summary>
    void OnDisconnected();
}

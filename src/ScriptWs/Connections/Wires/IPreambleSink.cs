namespace ScriptWs.Connections;

/// <summary>A sink that wants to hear what a proxy says before TLS begins.</summary>
internal interface IPreambleSink
{
    /// <summary>Whether it has not heard all of it yet.</summary>
    bool WantsPreamble { get; }

    /// <summary>Bytes arrived, not decrypted.</summary>
    /// <returns>How many of them belonged to the preamble.</returns>
    int OnPreamble(Span<byte> bytes);
}

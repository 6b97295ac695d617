namespace ScriptWs.Testing;

/// <summary>How a connection ended.</summary>
/// <param name="Code">
/// The status code of the server's Close frame; 1005 when it has none, 1006 when no Close frame came (RFC 6455 §7.1.5).
/// </param>
/// <param name="Reason">The reason in it; empty when there is none.</param>
public sealed record ClosedWith(int Code, string Reason)
{
    internal static ClosedWith NoCloseFrame { get; } = new(1006, "");

    internal static ClosedWith NoStatus { get; } = new(1005, "");

    /// <summary>The code and reason as failures show them.</summary>
    public override string ToString() =>
        Code == NoCloseFrame.Code ? "no Close frame (1006)" : Reason == "" ? $"{Code}" : $"{Code} \"{Reason}\"";
}

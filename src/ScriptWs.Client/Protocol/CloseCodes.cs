namespace ScriptWs.Protocol;

/// <summary>Which status codes may go over the wire (RFC 6455 §7.4 and the IANA registry it founded).</summary>
internal static class CloseCodes
{
    /// <summary>What a client may send: the registered codes for the wire, and those of libraries and applications.</summary>
    public static bool MayBeReceived(int code) => code is (>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999);

    /// <summary>What a script may close with: the same without 1010, with which only a client asks for extensions.</summary>
    public static bool MayBeSent(int code) => code != 1010 && MayBeReceived(code);
}

using ScriptWs.Syntax;

namespace ScriptWs.Protocol;

/// <summary>
/// Whether it is clear where the body of a request ends (RFC 9112 §6). Where a proxy in front may read another end, what
/// follows the body is a request for one and not for the other, so that what is not clear is refused.
/// </summary>
internal static class BodyFraming
{
    /// <summary>Where Kestrel leaves a length that came beside a transfer coding.</summary>
    private const string LengthBesideCoding = "x-content-length";

    /// <returns>The refusal; <c>null</c> when the body's end is clear.</returns>
    public static HttpRefusal? Check(RequestHead head)
    {
        var length = head.Header("content-length");
        if (length is not null && DecimalText.Parse(length) is null) return HttpRefusals.Malformed("The header field content-length is not a number (RFC 9110 §8.6).");
        if (head.Header("transfer-encoding") is not { } coding) return null;
        if (!coding.Equals("chunked", StringComparison.OrdinalIgnoreCase)) return HttpRefusals.Malformed("The header field transfer-encoding is not \"chunked\", the one coding that is taken (RFC 9112 §6.1).");
        if (head.MinorVersion == 0) return HttpRefusals.Malformed("HTTP/1.0 has no transfer codings (RFC 9112 §6.1).");
        return length is null && head.Header(LengthBesideCoding) is null ? null : HttpRefusals.Malformed("The header fields content-length and transfer-encoding came both (RFC 9112 §6.3).");
    }
}

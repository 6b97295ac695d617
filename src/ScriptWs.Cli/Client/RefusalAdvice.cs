using System.Globalization;

namespace ScriptWs.Cli.Client;

/// <summary>What to do about an opening handshake that was refused.</summary>
internal static class RefusalAdvice
{
    /// <param name="status">Three digits.</param>
    /// <param name="retryAfter">The header field of that name (RFC 9110 §10.2.3), if there is one.</param>
    /// <param name="options">What was asked.</param>
    /// <returns>The rest of a sentence, or nothing.</returns>
    public static string For(string status, string? retryAfter, ClientOptions options)
    {
        if (int.TryParse(retryAfter, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return $"; try again in {seconds} second{(seconds == 1 ? "" : "s")}";

        var authorization = options.Headers
            .FirstOrDefault(header => header.Key.Equals(Credentials.Header, StringComparison.OrdinalIgnoreCase)).Value;
        return (status, authorization) switch
        {
            ("401", null) => "; log in with --user NAME",
            ("401", _) when authorization.StartsWith("Basic ", StringComparison.Ordinal) => "; the name or the password is wrong",
            ("401", _) => $"; what --header {Credentials.Header} says is not accepted",
            _ => "",
        };
    }
}

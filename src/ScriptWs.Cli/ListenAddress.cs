using System.Globalization;
using System.Net;
using ScriptWs.Configuration;

namespace ScriptWs.Cli;

/// <summary>Reads <c>--listen</c>: <c>127.0.0.1:8080</c>, <c>[::1]:8080</c>, <c>*:8080</c>, <c>:8080</c> or <c>8080</c>.</summary>
internal static class ListenAddress
{
    public static ListenOptions Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        var (address, port) = (colon < 0 ? "" : text[..colon], text[(colon + 1)..]);
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > IPEndPoint.MaxPort)
            throw new ScriptWsException($"--listen {text} is not an address and a port; write it as 127.0.0.1:8080, [::1]:8080 or *:8080.");
        return new ListenOptions { Address = address.Length == 0 ? "127.0.0.1" : address.Trim('[', ']'), Port = number };
    }
}

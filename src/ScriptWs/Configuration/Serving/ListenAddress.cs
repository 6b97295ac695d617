using System.Net;
using ScriptWs.Syntax;

namespace ScriptWs.Configuration;

/// <summary>Reads the address of an entry of <c>listen</c>.</summary>
internal static class ListenAddress
{
    /// <returns>The IP address; <c>null</c> when the text is none.</returns>
    public static IPAddress? Of(ListenOptions listen) => listen.Address switch
    {
        "localhost" => IPAddress.Loopback,
        "*" => IPAddress.Any,
        var text when text.Split('%') is [var address, var zone] => Linked(text, address, zone),
        var text => AddressText.Parse(text),
    };

    /// <summary>An address of one link is none without the link that it is on.</summary>
    private static IPAddress? Linked(string text, string address, string zone)
    {
        var isLinked = IsZone(zone) && AddressText.Parse(address) is { IsIPv6LinkLocal: true };
        return isLinked && IPAddress.TryParse(text, out var linked) ? linked : null;
    }

    private static bool IsZone(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}

using System.Globalization;
using System.Net;

namespace ScriptWs.Scripting;

/// <summary>Host names and addresses as in the URL standard.</summary>
internal static class WebHost
{
    /// <summary>Lower case, other alphabets in their ASCII form (xn--…).</summary>
    /// <returns><c>null</c> when it has none.</returns>
    public static string? Ascii(string host)
    {
        if (host.All(char.IsAscii) && !host.Contains("xn--", StringComparison.OrdinalIgnoreCase)) return host.ToLowerInvariant();

        try
        {
            return new IdnMapping { AllowUnassigned = true }.GetAscii(host.ToLowerInvariant()).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whether its last label is a number: then it must be an IPv4 address.</summary>
    public static bool EndsInNumber(string host)
    {
        var labels = host.TrimEnd('.').Split('.');
        return labels[^1].Length > 0 && (labels[^1].All(char.IsAsciiDigit) || Number(labels[^1]) is not null);
    }

    /// <summary>One to four numbers, decimal, hexadecimal or octal; the last one fills what is left.</summary>
    public static string? Ipv4(string host)
    {
        var labels = (host.EndsWith('.') ? host[..^1] : host).Split('.');
        if (labels.Length > 4) return null;

        var address = 0UL;
        for (var i = 0; i < labels.Length; i++)
        {
            var isLast = i == labels.Length - 1;
            if (Number(labels[i]) is not { } number || number >= 1UL << (isLast ? 8 * (5 - labels.Length) : 8)) return null;
            address += isLast ? number : number << (8 * (3 - i));
        }

        return $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}";
    }

    /// <summary>The shortest form, without IPv4 notation inside.</summary>
    public static string Compressed(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        var pieces = Enumerable.Range(0, 8).Select(i => (bytes[2 * i] << 8) | bytes[(2 * i) + 1]).ToArray();
        var (start, length) = (-1, 1);
        for (var i = 0; i < 8; i++)
        {
            var zeros = pieces.Skip(i).TakeWhile(piece => piece == 0).Count();
            if (zeros > length) (start, length) = (i, zeros);
        }

        var hex = pieces.Select(piece => piece.ToString("x", CultureInfo.InvariantCulture)).ToArray();
        return start < 0 ? string.Join(':', hex) : $"{string.Join(':', hex[..start])}::{string.Join(':', hex[(start + length)..])}";
    }

    private static ulong? Number(string label)
    {
        if (label.Length == 0) return null;
        try
        {
            if (label.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
                return label.Length == 2 ? 0 : ulong.TryParse(label[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : null;
            if (label.Length > 1 && label[0] == '0') return label.All(c => c is >= '0' and <= '7') ? Convert.ToUInt64(label, 8) : null;
            return ulong.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}

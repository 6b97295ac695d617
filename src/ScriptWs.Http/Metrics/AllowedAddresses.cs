using System.Net;
using ScriptWs.Configuration;
using ScriptWs.PlainHttp;
using ScriptWs.Syntax;

namespace ScriptWs.Http.Metrics;

/// <summary>Who may read what is not for everybody, by address: those that are listed, or this machine.</summary>
internal sealed class AllowedAddresses(IReadOnlyList<string> listed)
{
    private readonly AddressRange[] _ranges = [.. listed.Select(AddressRange.Parse).OfType<AddressRange>()];

    public bool Allow(PlainVerdict verdict)
    {
        if (_ranges.Length == 0) return verdict.IsThisMachine;

        // A list that names this machine means its programs, not all whom a proxy on it serves.
        return AddressText.Parse(verdict.Address) is { } address && (!IPAddress.IsLoopback(address) || verdict.IsThisMachine) && Array.Exists(_ranges, range => range.Contains(address));
    }
}

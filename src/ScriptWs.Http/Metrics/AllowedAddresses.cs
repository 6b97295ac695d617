using ScriptWs.Configuration;
using ScriptWs.PlainHttp;
using ScriptWs.Syntax;

namespace ScriptWs.Http.Metrics;

/// <summary>Who may read what is not for everybody, by address: those that are listed, or this machine.</summary>
internal sealed class AllowedAddresses(IReadOnlyList<string> listed)
{
    private readonly AddressRange[] _ranges = [.. listed.Select(AddressRange.Parse).OfType<AddressRange>()];

    public bool Allow(PlainVerdict verdict) =>
        _ranges.Length == 0 ? verdict.IsThisMachine : AddressText.Parse(verdict.Address) is { } address && Array.Exists(_ranges, range => range.Contains(address));
}

using System.Net;
using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>Where a client comes from, and whether it may: known at once, or once a trusted proxy has said it.</summary>
internal sealed partial class ClientHandshake
{
    /// <summary>What comes from elsewhere than a proxy is decided on before a byte is read.</summary>
    private bool MayBegin() => _address is null || _settings.Addresses.IsTrustedProxy(_address) || MayConnect(_address);

    private bool MayConnect(IPAddress address) => _settings.Addresses.Allows(address) && _settings.AcceptsAddress(address);

    /// <summary>Under TLS a proxy speaks before the client's own handshake, and the wire asks for it.</summary>
    bool IPreambleSink.WantsPreamble => _proxyHeader is not null && _stage == Stage.ReadingHead;

    int IPreambleSink.OnPreamble(Span<byte> bytes)
    {
        var rest = bytes;
        TakeProxyHeader(ref rest);
        return bytes.Length - rest.Length;
    }

    /// <param name="bytes">What came; what is left of it belongs to the request.</param>
    /// <returns>Whether to go on with the request: the header is there, and so may be the client.</returns>
    private bool TakeProxyHeader(ref Span<byte> bytes)
    {
        var header = _proxyHeader!;
        bytes = bytes[header.Read(bytes)..];
        if (header.IsMalformed)
        {
            // It might speak for anybody: no answer is safe.
            _transport.Abort();
            return false;
        }

        if (!header.IsComplete) return false;

        _proxyHeader = null;
        _address = header.Client ?? _address;
        if (MayBegin()) return !bytes.IsEmpty;

        _transport.Abort();
        return false;
    }

    /// <returns><c>false</c> when the address that a proxy speaks for may not connect.</returns>
    private bool TakeForwardedAddress(RequestHead head)
    {
        _peer = _address ?? IPAddress.None;
        if (_address is null || !_settings.Addresses.IsTrustedProxy(_address)) return true;

        _address = _settings.Addresses.ClientOf(_address, head.Header("x-forwarded-for"));
        return MayConnect(_address);
    }
}

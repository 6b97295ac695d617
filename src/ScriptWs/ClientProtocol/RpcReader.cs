using System.Text.Json;

namespace ScriptWs.ClientProtocol;

/// <summary>
/// Reads one frame of a client as a message of JSON-RPC 2.0. Strict: what two readers could read differently is refused, such as a
/// member that comes twice. Members that JSON-RPC does not have are ignored.
/// </summary>
internal ref struct RpcReader
{
    /// <summary>Bytes of an id as JSON at most; it is echoed.</summary>
    private const int MaxIdLength = 66;

    /// <summary>Bytes of a method's name as JSON at most.</summary>
    private const int MaxMethodLength = 256;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = ClientSubprotocol.MaxDepth };

    private readonly ReadOnlySpan<byte> _frame;
    private Utf8JsonReader _json;
    private ReadOnlySpan<byte> _version;
    private ReadOnlySpan<byte> _id;
    private ReadOnlySpan<byte> _method;
    private ReadOnlySpan<byte> _parameters;
    private ReadOnlySpan<byte> _result;
    private ReadOnlySpan<byte> _error;
    private string? _name;
    private bool _isTwice;

    private RpcReader(ReadOnlySpan<byte> frame)
    {
        _frame = frame;
        _json = new Utf8JsonReader(frame, Options);
    }

    /// <param name="frame">The payload of a text frame.</param>
    public static RpcMessage Read(ReadOnlySpan<byte> frame)
    {
        var reader = new RpcReader(frame);
        try
        {
            return reader.Read();
        }
        catch (JsonException)
        {
            return RpcMessage.Invalid(RpcErrors.NotJson, default);
        }
        catch (InvalidOperationException)
        {
            // A text with half of a surrogate pair, which is JSON but no text.
            return RpcMessage.Invalid(RpcErrors.NotRpc, default);
        }
    }

    private RpcMessage Read()
    {
        _json.Read();
        var first = _json.TokenType;
        if (first == JsonTokenType.StartObject) ReadMembers();
        else _json.Skip();
        if (_json.Read()) throw new JsonException();

        var id = IsId() ? _id : default;
        if (first != JsonTokenType.StartObject)
            return RpcMessage.Invalid(first == JsonTokenType.StartArray ? RpcErrors.NoBatch : RpcErrors.NotRpc, default);
        if (_isTwice) return RpcMessage.Invalid(RpcErrors.NotRpc, default);
        if (!_version.SequenceEqual("\"2.0\""u8)) return RpcMessage.Invalid(RpcErrors.NotRpc, id);
        return _method.IsEmpty ? ReadResponse(id) : ReadRequest(id);
    }

    private RpcMessage ReadRequest(ReadOnlySpan<byte> id)
    {
        var isWhole = _result.IsEmpty && _error.IsEmpty
            && _name is not null && _method.Length <= MaxMethodLength
            && (_parameters.IsEmpty || _parameters[0] is (byte)'{' or (byte)'[')
            && id.IsEmpty == _id.IsEmpty;
        if (!isWhole) return RpcMessage.Invalid(RpcErrors.NotRpc, id);

        return new()
        {
            Kind = id.IsEmpty ? RpcKind.Notification : RpcKind.Request,
            Id = id,
            Method = _name!,
            Parameters = _parameters,
        };
    }

    private readonly RpcMessage ReadResponse(ReadOnlySpan<byte> id)
    {
        var isWhole = !_id.IsEmpty && _parameters.IsEmpty && _result.IsEmpty != _error.IsEmpty;
        if (!isWhole) return RpcMessage.Invalid(RpcErrors.NotRpc, id);

        return new() { Kind = RpcKind.Response, Id = id.IsEmpty ? RpcMessage.NoId : id, Method = "" };
    }

    private void ReadMembers()
    {
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            if (_json.ValueTextEquals("jsonrpc"u8)) Take(ref _version);
            else if (_json.ValueTextEquals("id"u8)) Take(ref _id);
            else if (_json.ValueTextEquals("method"u8)) TakeMethod();
            else if (_json.ValueTextEquals("params"u8)) Take(ref _parameters);
            else if (_json.ValueTextEquals("result"u8)) Take(ref _result);
            else if (_json.ValueTextEquals("error"u8)) Take(ref _error);
            else SkipValue();
        }
    }

    private void Take(ref ReadOnlySpan<byte> member)
    {
        _isTwice |= !member.IsEmpty;
        _json.Read();
        var start = (int)_json.TokenStartIndex;
        _json.Skip();
        member = _frame[start..(int)_json.BytesConsumed];
    }

    private void TakeMethod()
    {
        Take(ref _method);
        _name = _json.TokenType == JsonTokenType.String ? _json.GetString() : null;
    }

    private void SkipValue()
    {
        _json.Read();
        _json.Skip();
    }

    /// <summary>A string or a number (JSON-RPC 2.0 §4).</summary>
    private readonly bool IsId() =>
        _id.Length is > 0 and <= MaxIdLength && (_id[0] is (byte)'"' or (byte)'-' || char.IsAsciiDigit((char)_id[0]));
}

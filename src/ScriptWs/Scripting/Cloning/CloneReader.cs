using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace ScriptWs.Scripting;

/// <summary>Reads what <see cref="CloneBytes"/> wrote. Bytes that it did not write are refused, whatever they are.</summary>
internal ref struct CloneReader
{
    /// <summary>Objects within objects; the writer of copies permits as many.</summary>
    private const int MaxDepth = 1002;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private static readonly HashSet<string> Kinds =
    [
        "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array",
        "Float16Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array", "DataView",
    ];

    private static readonly HashSet<string> ErrorNames =
        ["Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError"];

    private readonly List<CloneValue.Node?> _nodes = [];
    private ReadOnlySpan<byte> _left;
    private int _depth;

    private CloneReader(ReadOnlySpan<byte> bytes) => _left = bytes;

    /// <exception cref="InvalidDataException">These are no such bytes.</exception>
    public static CloneValue Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new CloneReader(bytes);
        try
        {
            if (reader.Byte() != CloneBytes.Version) throw new InvalidDataException("The version of the form is not known.");
            var value = reader.ReadValue();
            return reader._left.IsEmpty ? value : throw new InvalidDataException("There is more after the value.");
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException("A text is not UTF-8.", e);
        }
    }

    private CloneValue ReadValue() => ReadOrHole() ?? throw new InvalidDataException("A hole is outside a list.");

    private CloneValue? ReadOrHole()
    {
        var tag = (CloneTag)Byte();
        switch (tag)
        {
            case CloneTag.Undefined: return CloneValue.Undefined.Value;
            case CloneTag.Null: return CloneValue.Null.Value;
            case CloneTag.False or CloneTag.True: return new CloneValue.Truth(tag == CloneTag.True);
            case CloneTag.Integer:
                var zigzag = Varint();
                return new CloneValue.Number((long)(zigzag >> 1) ^ -(long)(zigzag & 1));
            case CloneTag.Number: return new CloneValue.Number(Double());
            case CloneTag.Text or CloneTag.WideText: return new CloneValue.Text(ReadText(tag));
            case CloneTag.BigNumber: return new CloneValue.BigNumber(new BigInteger(Take(Length())));
            case CloneTag.Hole: return null;
            case CloneTag.Reference:
                var index = Length();
                if (index < _nodes.Count && _nodes[index] is { } known) return known;
                throw new InvalidDataException("A reference leads nowhere.");
            default:
                if (++_depth > MaxDepth) throw new InvalidDataException("Values are nested too deeply.");
                var node = ReadNode(tag);
                _depth--;
                return node;
        }
    }

    private CloneValue.Node ReadNode(CloneTag tag)
    {
        switch (tag)
        {
            case CloneTag.PlainObject:
                var plain = Known(new CloneValue.PlainObject([]));
                for (var left = Count(2); left > 0; left--) plain.Properties.Add(new(Text(), ReadValue()));
                return plain;
            case CloneTag.List:
                var list = Known(new CloneValue.List([]));
                for (var left = Count(1); left > 0; left--) list.Items.Add(ReadOrHole());
                return list;
            case CloneTag.Map:
                var map = Known(new CloneValue.Map([]));
                for (var left = Count(2); left > 0; left--) map.Entries.Add(new(ReadValue(), ReadValue()));
                return map;
            case CloneTag.Set:
                var set = Known(new CloneValue.Set([]));
                for (var left = Count(1); left > 0; left--) set.Items.Add(ReadValue());
                return set;
            case CloneTag.Date: return Known(new CloneValue.Date(Double()));
            case CloneTag.Buffer: return Known(new CloneValue.Buffer(Take(Length()).ToArray()));
            case CloneTag.Expression: return Known(new CloneValue.Expression(Text(), Text()));
            case CloneTag.Failure:
                var (name, message) = (Text(), Text());
                if (!ErrorNames.Contains(name)) throw new InvalidDataException("An error has another name.");
                var failure = Known(new CloneValue.Failure(name, message, null));
                failure.Cause = ReadOrHole();
                return failure;
            case CloneTag.Boxed: return Later(static (ref CloneReader reader) => reader.ReadBoxed());
            case CloneTag.View: return Later(static (ref CloneReader reader) => reader.ReadView());
            default: throw new InvalidDataException("A kind of value is not known.");
        }
    }

    private delegate CloneValue.Node Reading(ref CloneReader reader);

    /// <summary>What takes its number before the values in it, and is made after them.</summary>
    private CloneValue.Node Later(Reading read)
    {
        var index = _nodes.Count;
        _nodes.Add(null);
        return _nodes[index] = read(ref this);
    }

    private CloneValue.Boxed ReadBoxed() => ReadValue() is var value and not (CloneValue.Node or CloneValue.Undefined or CloneValue.Null)
        ? new CloneValue.Boxed(value)
        : throw new InvalidDataException("An object of a primitive value has none.");

    private CloneValue.View ReadView()
    {
        var (kind, offset, length) = (Text(), Length(), Length());
        if (!Kinds.Contains(kind) || ReadValue() is not CloneValue.Buffer whole) throw new InvalidDataException("A view shows no buffer.");

        var size = SizeOf(kind);
        return offset % size == 0 && offset + ((long)length * size) <= whole.Bytes.Length
            ? new CloneValue.View(kind, whole, offset, length)
            : throw new InvalidDataException("A view exceeds its buffer.");
    }

    private static int SizeOf(string kind) => kind switch
    {
        "Int16Array" or "Uint16Array" or "Float16Array" => 2,
        "Int32Array" or "Uint32Array" or "Float32Array" => 4,
        "Float64Array" or "BigInt64Array" or "BigUint64Array" => 8,
        _ => 1,
    };

    private T Known<T>(T node)
        where T : CloneValue.Node
    {
        _nodes.Add(node);
        return node;
    }

    private string Text() => ReadText((CloneTag)Byte());

    private string ReadText(CloneTag tag)
    {
        if (tag == CloneTag.Text) return Strict.GetString(Take(Length()));
        if (tag != CloneTag.WideText) throw new InvalidDataException("A text is missing.");

        var bytes = Take(2L * Length());
        return string.Create(bytes.Length / 2, bytes, static (text, bytes) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = (char)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]);
        });
    }

    /// <summary>Items that follow: no more than the bytes that are left can hold.</summary>
    private int Count(int bytesEach)
    {
        var count = Length();
        return (long)count * bytesEach <= _left.Length ? count : throw Ended();
    }

    private double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    private byte Byte() => Take(1)[0];

    private int Length() => Varint() is <= int.MaxValue and var length ? (int)length : throw Ended();

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }

        throw new InvalidDataException("A number is too long.");
    }

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count > _left.Length) throw Ended();

        var bytes = _left[..(int)count];
        _left = _left[(int)count..];
        return bytes;
    }

    private static InvalidDataException Ended() => new("The bytes end within a value.");
}

using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace ScriptWs.Scripting;

/// <summary>
/// Writes a copy as bytes: a version, and one value, each with its <see cref="CloneTag"/>. Numbers of bytes and items are varints
/// (seven bits a byte, the low ones first). The same object twice, or a circle, is a reference the second time.
/// </summary>
internal sealed class CloneBytes
{
    /// <summary>The version of the form.</summary>
    public const byte Version = 1;

    private readonly ArrayBufferWriter<byte> _bytes = new(64);
    private readonly Dictionary<CloneValue.Node, int> _known = new(ReferenceEqualityComparer.Instance);
    private readonly long _limit;
    private bool _isOver;

    private CloneBytes(long limit) => _limit = limit;

    /// <param name="value">The copy.</param>
    /// <param name="limit">Bytes at most.</param>
    /// <returns><c>null</c> when there would be more.</returns>
    public static byte[]? Write(CloneValue value, long limit = long.MaxValue)
    {
        var writer = new CloneBytes(limit);
        writer.Byte(Version);
        return writer.TryWrite(value) ? writer._bytes.WrittenSpan.ToArray() : null;
    }

    private bool TryWrite(CloneValue value)
    {
        WriteValue(value);
        return !IsOver;
    }

    private bool IsOver => _isOver |= _bytes.WrittenCount > _limit;

    private void WriteValue(CloneValue value)
    {
        if (IsOver) return;

        switch (value)
        {
            case CloneValue.Undefined: Tag(CloneTag.Undefined); break;
            case CloneValue.Null: Tag(CloneTag.Null); break;
            case CloneValue.Truth truth: Tag(truth.Value ? CloneTag.True : CloneTag.False); break;
            case CloneValue.Number number: WriteNumber(number.Value); break;
            case CloneValue.Text text: WriteText(text.Value); break;
            case CloneValue.BigNumber big:
                Tag(CloneTag.BigNumber);
                Bytes(big.Value.ToByteArray());
                break;
            case CloneValue.Node node when _known.TryGetValue(node, out var index):
                Tag(CloneTag.Reference);
                Length(index);
                break;
            case CloneValue.Node node:
                _known.Add(node, _known.Count);
                WriteNode(node);
                break;
            default: throw new InvalidOperationException($"{value.GetType().Name} is not stored.");
        }
    }

    private void WriteNode(CloneValue.Node node)
    {
        switch (node)
        {
            case CloneValue.PlainObject plain:
                Begin(CloneTag.PlainObject, plain.Properties.Count);
                foreach (var (name, item) in plain.Properties)
                {
                    WriteText(name);
                    WriteValue(item);
                }

                break;
            case CloneValue.List list:
                Begin(CloneTag.List, list.Items.Count);
                foreach (var item in list.Items) WriteOrHole(item);
                break;
            case CloneValue.Map map:
                Begin(CloneTag.Map, map.Entries.Count);
                foreach (var (key, item) in map.Entries)
                {
                    WriteValue(key);
                    WriteValue(item);
                }

                break;
            case CloneValue.Set set:
                Begin(CloneTag.Set, set.Items.Count);
                foreach (var item in set.Items) WriteValue(item);
                break;
            case CloneValue.Date date:
                Tag(CloneTag.Date);
                Double(date.Milliseconds);
                break;
            case CloneValue.Boxed boxed:
                Tag(CloneTag.Boxed);
                WriteValue(boxed.Value);
                break;
            case CloneValue.Expression expression:
                Tag(CloneTag.Expression);
                WriteText(expression.Source);
                WriteText(expression.Flags);
                break;
            case CloneValue.Buffer buffer:
                Tag(CloneTag.Buffer);
                Bytes(buffer.Bytes);
                break;
            case CloneValue.View view:
                Tag(CloneTag.View);
                WriteText(view.Kind);
                Length(view.Offset);
                Length(view.Length);
                WriteValue(view.Whole);
                break;
            case CloneValue.Failure failure:
                Tag(CloneTag.Failure);
                WriteText(failure.Name);
                WriteText(failure.Message);
                WriteOrHole(failure.Cause);
                break;
            default: throw new InvalidOperationException($"{node.GetType().Name} is not stored.");
        }
    }

    private void WriteOrHole(CloneValue? value)
    {
        if (value is null) Tag(CloneTag.Hole);
        else WriteValue(value);
    }

    private void WriteNumber(double value)
    {
        // Whole numbers up to 2⁵³ are short; -0 is none of them.
        if (Math.Abs(value) <= 1L << 53 && value == Math.Floor(value) && !(value == 0 && double.IsNegative(value)))
        {
            Tag(CloneTag.Integer);
            var whole = (long)value;
            Varint((ulong)((whole << 1) ^ (whole >> 63)));
            return;
        }

        Tag(CloneTag.Number);
        Double(value);
    }

    private void WriteText(string text)
    {
        if (WellFormed.Is(text))
        {
            Tag(CloneTag.Text);
            var size = Encoding.UTF8.GetByteCount(text);
            Length(size);
            if (HasRoomFor(size)) _bytes.Advance(Encoding.UTF8.GetBytes(text, _bytes.GetSpan(size)));
            return;
        }

        Tag(CloneTag.WideText);
        Length(text.Length);
        foreach (var c in text)
        {
            if (IsOver) return;
            BinaryPrimitives.WriteUInt16LittleEndian(_bytes.GetSpan(2), c);
            _bytes.Advance(2);
        }
    }

    private void Begin(CloneTag tag, int count)
    {
        Tag(tag);
        Length(count);
    }

    private void Tag(CloneTag tag) => Byte((byte)tag);

    private void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    private void Bytes(byte[] bytes)
    {
        Length(bytes.Length);
        if (HasRoomFor(bytes.Length)) _bytes.Write(bytes);
    }

    private bool HasRoomFor(int size) => !(_isOver |= _bytes.WrittenCount + (long)size > _limit);

    private void Double(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(8), value);
        _bytes.Advance(8);
    }

    private void Length(int length) => Varint((ulong)length);

    private void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }
}

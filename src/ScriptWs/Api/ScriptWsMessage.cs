using System.Text;

namespace ScriptWs;

/// <summary>A message of a client on its way to the script, as middleware sees it. Used by one middleware at a time.</summary>
public sealed class ScriptWsMessage
{
    private string? _text;
    private ReadOnlyMemory<byte> _bytes;

    internal ScriptWsMessage(ScriptWsConnection connection, bool isText, ReadOnlyMemory<byte> bytes) =>
        (Connection, IsText, _bytes) = (connection, isText, bytes);

    /// <summary>The connection that it arrived on.</summary>
    public ScriptWsConnection Connection { get; }

    /// <summary>Whether it is a text message.</summary>
    public bool IsText { get; private set; }

    /// <summary>The text; <c>null</c> of a binary message. To set it makes the message a text message.</summary>
    /// <exception cref="ArgumentNullException">It is set to <c>null</c>; leave out the call of <c>next</c> to drop a message.</exception>
    public string? Text
    {
        get => IsText ? _text ??= Encoding.UTF8.GetString(_bytes.Span) : null;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            (IsText, _text, _bytes) = (true, value, Encoding.UTF8.GetBytes(value));
        }
    }

    /// <summary>The bytes, UTF-8 of a text message. To set them makes the message a binary message.</summary>
    public ReadOnlyMemory<byte> Bytes
    {
        get => _bytes;
        set => (IsText, _text, _bytes) = (false, null, value);
    }
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Formats.Outcomes;

/// <summary>The content of an attachment, as text where it is text and as bytes where it is not.</summary>
internal sealed partial class AttachmentContent
{
    /// <summary>Characters of one text that a report shows: some thousand lines, more than a person reads.</summary>
    public const int MaxShown = 256 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _bytes;

    public AttachmentContent(Attachment attachment)
    {
        MediaType = (attachment.MediaType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        Name = string.IsNullOrEmpty(attachment.FileName) ? NameOf(MediaType) : attachment.FileName;
        if (attachment.ContentEncoding == AttachmentContentEncoding.BASE64)
        {
            _bytes = new byte[attachment.Body.Length];
            // What is not Base64 after all is shown as it came.
            _bytes = Convert.TryFromBase64String(attachment.Body, _bytes, out var length) ? _bytes[..length] : Encoding.UTF8.GetBytes(attachment.Body);
            Text = Decode(_bytes);
        }
        else
        {
            _bytes = Encoding.UTF8.GetBytes(attachment.Body);
            Text = attachment.Body;
        }

        Text = Text is null ? null : Colour().Replace(Text, "");
    }

    /// <summary>In lower case, without parameters.</summary>
    public string MediaType { get; }

    public string Name { get; }

    /// <summary>The text, without terminals' colours; null if the bytes are none.</summary>
    public string? Text { get; }

    /// <summary>Whether it is a line that a step logged.</summary>
    public bool IsLog => MediaType == "text/x.cucumber.log+plain" && Text is not null;

    public string Base64 => Convert.ToBase64String(_bytes);

    public string Size => _bytes.Length < 1024
        ? string.Create(CultureInfo.InvariantCulture, $"{_bytes.Length} bytes")
        : string.Create(CultureInfo.InvariantCulture, $"{_bytes.Length / 1024.0:0.#} KiB");

    /// <summary>Whether people read this kind of content as text.</summary>
    public bool IsReadable => MediaType.StartsWith("text/", StringComparison.Ordinal)
        || MediaType is "application/json" or "application/xml" or "application/javascript" or "application/yaml" or "application/x-ndjson"
        || MediaType.EndsWith("+json", StringComparison.Ordinal) || MediaType.EndsWith("+xml", StringComparison.Ordinal);

    private static string NameOf(string mediaType) => mediaType switch
    {
        "text/plain" => "Text",
        "application/json" => "JSON",
        _ when mediaType.StartsWith("image/", StringComparison.Ordinal) => "Picture",
        _ => "Attachment",
    };

    private static string? Decode(byte[] bytes)
    {
        try
        {
            return bytes.Contains((byte)0) ? null : Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Colour();
}

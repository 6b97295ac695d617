using System.Globalization;
using System.Text;

namespace ScriptWs.Scripting;

/// <summary>application/x-www-form-urlencoded as in the URL standard, and where UTF-8 is cut.</summary>
internal static class WebForm
{
    public static string Encode(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (b == ' ') result.Append('+');
            else if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'*' or (byte)'-' or (byte)'.' or (byte)'_') result.Append((char)b);
            else result.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }

        return result.ToString();
    }

    public static string Decode(string text) => PercentDecode(text.Replace('+', ' '));

    /// <summary>Percent sequences to bytes to text; a percent sign that begins none stays.</summary>
    public static string PercentDecode(string text)
    {
        if (!text.Contains('%')) return text;

        var (bytes, result) = (Encoding.UTF8.GetBytes(text), new List<byte>(text.Length));
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '%' && i + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2]))
            {
                result.Add(Convert.ToByte(Encoding.ASCII.GetString(bytes, i + 1, 2), 16));
                i += 2;
            }
            else
            {
                result.Add(bytes[i]);
            }
        }

        return Encoding.UTF8.GetString([.. result]);
    }

    /// <summary>Bytes at the end that begin a character which is not whole yet.</summary>
    public static int UnfinishedAtEnd(ReadOnlySpan<byte> utf8)
    {
        for (var back = 1; back <= Math.Min(3, utf8.Length); back++)
        {
            var status = Rune.DecodeFromUtf8(utf8[^back..], out _, out _);
            if (status == System.Buffers.OperationStatus.NeedMoreData) return back;
        }

        return 0;
    }
}

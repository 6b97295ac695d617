using System.Runtime.InteropServices;
using System.Text;
using ScriptWs.Cli.Processes;
using ScriptWs.Cli.Supervising;

namespace ScriptWs.Cli.Terminal;

/// <summary>
/// Writes text to a file descriptor at once, and keeps lines apart: what follows half a line, which a full disk leaves behind, begins a
/// line of its own. Waits where a descriptor does not block. Not thread-safe.
/// </summary>
/// <param name="descriptor">Stays open.</param>
/// <param name="encoding">Of the text.</param>
internal sealed class DescriptorWriter(int descriptor, Encoding encoding) : TextWriter
{
    /// <summary>What a write to a pipe reports whose other end is closed.</summary>
    public const string NoReader = "the reader is gone";

    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    private bool _isMidLine;

    public override Encoding Encoding => encoding;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <exception cref="IOException">Not all of it was written.</exception>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (buffer.IsEmpty) return;
        var bytes = new byte[encoding.GetMaxByteCount(buffer.Length)];
        var length = encoding.GetBytes(buffer, bytes);
        if (_isMidLine) WriteAll(LineEnd);
        _isMidLine = false;
        WriteAll(bytes.AsSpan(0, length));
    }

    private void WriteAll(ReadOnlySpan<byte> bytes)
    {
        var left = bytes;
        while (!left.IsEmpty)
        {
            var written = Posix.Write(descriptor, left, left.Length);
            if (written > 0)
            {
                left = left[(int)written..];
                continue;
            }

            var error = Marshal.GetLastPInvokeError();
            if (error == Posix.Interrupted) continue;
            if (error == Posix.WouldBlock)
            {
                Posix.WaitUntilWritable(descriptor);
                continue;
            }

            _isMidLine = left.Length < bytes.Length;
            throw new IOException(error == Posix.BrokenPipe ? NoReader : Marshal.GetPInvokeErrorMessage(error));
        }
    }
}

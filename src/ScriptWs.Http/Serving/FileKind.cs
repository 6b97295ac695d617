using System.Runtime.InteropServices;

namespace ScriptWs.Http.Serving;

/// <summary>Tells files from pipes, sockets and devices, which .NET calls files as well.</summary>
internal static partial class FileKind
{
    private const int CurrentFolder = -100, TypeMask = 0xF000, Regular = 0x8000;
    private const uint OnlyType = 1;

    /// <summary>Whether there is an ordinary file. Without this a request for a pipe would wait for its writer.</summary>
    /// <param name="path">A path without links.</param>
    public static bool IsRegular(string path) =>
        // Elsewhere than on Linux nothing but a file has a length, and what has none is never opened.
        !OperatingSystem.IsLinux() || (Statx(CurrentFolder, path, 0, OnlyType, out var status) == 0 && (status.Mode & TypeMask) == Regular);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, string path, int flags, uint mask, out Status status);

    /// <summary>The one structure of a file's state that is the same on every processor: 256 bytes, of which the mode is wanted.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(28)]
        public readonly ushort Mode;
    }
}

using System.Runtime.InteropServices;

namespace ScriptWs.Transport;

/// <summary>What the kernel says is ready: the array that epoll_wait fills, whose layout depends on the processor.</summary>
internal sealed unsafe class ReadyList
{
    public const int Size = 512;

    /// <summary>struct epoll_event has no gap between its two fields on x86-64, by decree of the kernel, and one elsewhere.</summary>
    private static readonly bool Packed = RuntimeInformation.ProcessArchitecture == Architecture.X64;
    private static readonly int Stride = Packed ? 12 : 16;
    private static readonly int DataAt = Packed ? 4 : 8;

    private readonly byte* _events;

    public ReadyList()
    {
        // Never freed, as its loop never ends.
        _events = (byte*)NativeMemory.AllocZeroed((nuint)(Size * Stride));
    }

    public (uint Events, ulong Data) this[int index]
    {
        get
        {
            var at = _events + (index * Stride);
            return (*(uint*)at, *(ulong*)(at + DataAt));
        }
    }

    /// <summary>Asks for a descriptor's events from now on, which come with this datum.</summary>
    /// <returns>0, or -1 where it fails.</returns>
    public static int Register(int epoll, int descriptor, uint events, ulong data)
    {
        var wanted = stackalloc byte[16];
        *(uint*)wanted = events;
        *(ulong*)(wanted + DataAt) = data;
        return Libc.EpollControl(epoll, Libc.Add, descriptor, wanted);
    }

    /// <param name="epoll">What has the descriptors.</param>
    /// <param name="blocks">Whether it waits until something is ready.</param>
    /// <returns>How many are.</returns>
    public int Wait(int epoll, bool blocks)
    {
        var count = Libc.EpollWait(epoll, _events, Size, milliseconds: blocks ? -1 : 0);
        return count < 0 && Marshal.GetLastPInvokeError() != Libc.Interrupted
            ? throw new InvalidOperationException($"epoll_wait failed ({Marshal.GetLastPInvokeError()}).")
            : Math.Max(count, 0);
    }
}

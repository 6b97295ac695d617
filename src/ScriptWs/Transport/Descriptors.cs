using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using ScriptWs.Diagnostics;

namespace ScriptWs.Transport;

/// <summary>
/// The descriptors that this process may open (<c>RLIMIT_NOFILE</c>), and how many of them are for clients. The rest is a reserve: the
/// runtime opens files to load code and to measure memory, and ends the process when it cannot. Any thread.
/// </summary>
/// <remarks>
/// The kernel gives each new descriptor the lowest free number. So a number shows how many are open, and nothing has to be counted.
/// </remarks>
internal static class Descriptors
{
    /// <summary>From this limit on the reserve is large enough for all that is ever loaded; below it is loaded at the start.</summary>
    private const int Plenty = 2048;

    private const int MinReserve = 48, MaxReserve = 256;

    /// <summary>What is duplicated to find a free number, which is cheaper than to make something.</summary>
    private static readonly int Known = OperatingSystem.IsLinux() ? Libc.CreateEvent() : -1;

    private static readonly Lock Counting = new();
    private static readonly HashSet<IAcceptor> Waiting = [];

    /// <summary>Looked at by each connection that ends, so without the lock.</summary>
    private static readonly StrongBox<bool> AnyoneWaits = new();

    /// <summary>The limit now, which may be changed from outside; <c>null</c> where there is none.</summary>
    public static int? Limit => OperatingSystem.IsLinux() && Libc.DescriptorLimit() is > 0 and var limit ? limit : null;

    /// <summary>Whether what is needed later is better loaded at the start.</summary>
    public static bool AreScarce => Limit is < Plenty;

    /// <summary>Numbers from this one on are not for clients.</summary>
    public static int ForClients => Limit is { } limit ? limit - ReserveOf(limit) : int.MaxValue;

    /// <summary>The lowest free number; <see cref="int.MaxValue"/> when there is none.</summary>
    public static int Next
    {
        get
        {
            if (!OperatingSystem.IsLinux()) return 0;
            var next = Known < 0 ? Libc.CreateEvent() : Libc.Duplicate(Known);
            if (next < 0) return int.MaxValue;
            _ = Libc.Close(next);
            return next;
        }
    }

    /// <summary>Whether there is room for another client.</summary>
    public static bool HasRoom => Next < ForClients;

    /// <summary>Whether a file may be opened because a client asks for it: such files take at most half of the reserve.</summary>
    public static bool HasRoomForFiles => Limit is not { } limit || Next < limit - (ReserveOf(limit) / 2);

    public static int ReserveOf(int limit) => Math.Clamp(limit / 5, MinReserve, MaxReserve);

    /// <summary>Logs for how many connections there is room, and warns when that is fewer than wanted.</summary>
    public static void LogLimit(ILogger log, int wanted)
    {
        if (Limit is not { } limit) return;

        var room = Math.Max(0, ForClients - Next);
        if (wanted > room) Log.RoomForFewerClients(log, limit, room, wanted);
        else Log.RoomForClients(log, limit, room);
    }

    /// <summary>Has it accept again, once, after the next <see cref="Released"/>.</summary>
    public static void WaitForRoom(IAcceptor acceptor)
    {
        lock (Counting)
        {
            Waiting.Add(acceptor);
            Volatile.Write(ref AnyoneWaits.Value, true);
        }
    }

    /// <summary>A client's descriptor was closed.</summary>
    public static void Released()
    {
        if (!Volatile.Read(ref AnyoneWaits.Value)) return;

        IAcceptor[] waiting;
        lock (Counting)
        {
            waiting = [.. Waiting];
            Waiting.Clear();
            Volatile.Write(ref AnyoneWaits.Value, false);
        }

        foreach (var acceptor in waiting) acceptor.Accept();
    }
}

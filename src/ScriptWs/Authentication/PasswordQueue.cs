using ScriptWs.Diagnostics;

namespace ScriptWs.Authentication;

/// <summary>
/// Checks passwords on threads of its own, few enough that connections that are open keep their processor. Threads come
/// with the first password and leave with the last. Any thread.
/// </summary>
internal sealed class PasswordQueue(UserDirectory users, int maxThreads)
{
    /// <summary>Passwords that wait at most; more could not be checked within the time for a handshake.</summary>
    public const int MaxWaiting = 256;

    /// <summary>Of one address, so that none keeps the others out.</summary>
    public const int MaxWaitingPerAddress = 32;

    private readonly Lock _lock = new();
    private readonly Queue<Job> _waiting = new();
    private readonly Dictionary<string, int> _byAddress = new(StringComparer.Ordinal);
    private int _threads;

    /// <summary>A quarter of the processors, one at least.</summary>
    public static int DefaultThreads => Math.Max(1, Environment.ProcessorCount / 4);

    /// <param name="credentials">With a name and a password.</param>
    /// <param name="address">The client's, in any form that is the same each time.</param>
    /// <param name="isWanted">Whether the answer is still needed.</param>
    /// <param name="done">Told the user or <c>null</c>, on a thread of the queue; not called when the answer is no longer needed.</param>
    /// <returns><c>false</c> when too many wait already.</returns>
    public bool TryAdd(Credentials credentials, string address, Func<bool> isWanted, Action<KnownUser?> done)
    {
        lock (_lock)
        {
            var mine = _byAddress.GetValueOrDefault(address);
            if (_waiting.Count >= MaxWaiting || mine >= MaxWaitingPerAddress) return false;

            _byAddress[address] = mine + 1;
            _waiting.Enqueue(new Job(credentials, address, isWanted, done));
            if (_threads == maxThreads) return true;
            _threads++;
        }

        if (Background.TryStartThread("passwords", Work)) return true;
        return FallBack();
    }

    /// <summary>The system refuses a thread: those that are there do the work; without any, clients are told that the server is busy.</summary>
    private bool FallBack()
    {
        lock (_lock)
        {
            if (--_threads > 0) return true;
            _waiting.Clear();
            _byAddress.Clear();
            return false;
        }
    }

    private void Work()
    {
        while (TryTake(out var job))
        {
            var wanted = job;
            Background.Run(() => Check(wanted), "checking a password", null);
        }
    }

    private void Check(Job job)
    {
        if (job.IsWanted()) job.Done(users.Find(job.Credentials.Name!, job.Credentials.Password!));
    }

    private bool TryTake(out Job job)
    {
        lock (_lock)
        {
            if (!_waiting.TryDequeue(out job))
            {
                _threads--;
                return false;
            }

            if (--_byAddress[job.Address] == 0) _byAddress.Remove(job.Address);
            return true;
        }
    }

    private readonly record struct Job(Credentials Credentials, string Address, Func<bool> IsWanted, Action<KnownUser?> Done);
}

using System.Security.Cryptography;
using System.Text;

namespace ScriptWs.Authentication;

/// <summary>
/// What passwords were found to be a moment ago, so that a client that tries again, and clients that all come back at
/// once, are not hashed again. Holds no password: only an HMAC under a key of this process. Any thread.
/// </summary>
internal sealed class RecentAnswers(TimeProvider clock)
{
    /// <summary>How long a right password is remembered, and a wrong one.</summary>
    public static readonly TimeSpan RightFor = TimeSpan.FromSeconds(60), WrongFor = TimeSpan.FromSeconds(10);

    /// <summary>Answers of each kind that are remembered at most; then the oldest go.</summary>
    private const int Max = 4096;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (KnownUser? User, long At)> _answers = new(StringComparer.Ordinal);
    private readonly Queue<(string Key, long At)> _right = new();
    private readonly Queue<(string Key, long At)> _wrong = new();

    /// <returns>Whether the answer is known; <paramref name="user"/> is <c>null</c> for a wrong password.</returns>
    public bool TryGet(Credentials credentials, out KnownUser? user)
    {
        user = null;
        var key = KeyOf(credentials);
        lock (_lock)
        {
            if (!_answers.TryGetValue(key, out var answer)) return false;
            user = answer.User;
            return clock.GetElapsedTime(answer.At) < (answer.User is null ? WrongFor : RightFor);
        }
    }

    public void Remember(Credentials credentials, KnownUser? user)
    {
        var key = KeyOf(credentials);
        var now = clock.GetTimestamp();
        lock (_lock)
        {
            Forget(_right, RightFor);
            Forget(_wrong, WrongFor);
            _answers[key] = (user, now);
            (user is null ? _wrong : _right).Enqueue((key, now));
        }
    }

    private void Forget(Queue<(string Key, long At)> order, TimeSpan after)
    {
        while (order.TryPeek(out var oldest) && (order.Count >= Max || clock.GetElapsedTime(oldest.At) >= after))
        {
            order.Dequeue();
            if (_answers.TryGetValue(oldest.Key, out var answer) && answer.At == oldest.At) _answers.Remove(oldest.Key);
        }
    }

    private string KeyOf(Credentials credentials)
    {
        // A name has no colon, so no two pairs are written alike.
        var text = Encoding.UTF8.GetBytes($"{credentials.Name}:{credentials.Password}");
        return Convert.ToBase64String(HMACSHA256.HashData(_key, text));
    }
}

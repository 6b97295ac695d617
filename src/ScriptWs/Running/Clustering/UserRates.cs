using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Storage;

namespace ScriptWs.Running;

/// <summary>How many messages each user has sent over all connections in the present period. Any thread.</summary>
/// <param name="rate">The limit. Periods begin at multiples of theirs since 1970, so that all nodes have the same.</param>
/// <param name="state">What nodes keep together; <c>null</c> outside a cluster.</param>
/// <param name="clock">The clock of periods.</param>
/// <param name="log">Where trouble is reported.</param>
internal sealed class UserRates(RateOptions rate, Func<IStorage>? state, TimeProvider clock, ILogger log)
{
    /// <summary>From this number of users on, those are forgotten that have sent nothing in the present period.</summary>
    private const int ManyUsers = 10_000;

    private readonly ConcurrentDictionary<string, UserRate> _users = new(StringComparer.Ordinal);
    private long _forgottenAt;

    public RateOptions Rate => rate;

    public Func<IStorage>? State => state;

    public ILogger Log => log;

    /// <summary>The number of the present period.</summary>
    public long Period => clock.GetUtcNow().UtcTicks / rate.Per.Ticks;

    public IMessageAllowance Of(string user) => new UserAllowance(this, user);

    public bool TryTake(string user)
    {
        var period = Period;
        if (_users.Count >= ManyUsers && Interlocked.Exchange(ref _forgottenAt, period) != period) Forget(period);
        return _users.GetOrAdd(user, static (name, rates) => new UserRate(rates, name), this).TryTake(period);
    }

    private void Forget(long period)
    {
        foreach (var (name, user) in _users)
        {
            if (user.Period < period) _users.TryRemove(name, out _);
        }
    }

    private sealed class UserAllowance(UserRates rates, string user) : IMessageAllowance
    {
        public bool TryTake() => rates.TryTake(user);
    }
}

using Cronos;

namespace ScriptWs.Scripting;

/// <summary>When a job runs: after an interval, again and again, or at the times of a cron expression.</summary>
/// <param name="Text">As the script writes it, with its zone.</param>
internal sealed record JobSchedule(string Text)
{
    private TimeSpan Every { get; init; }

    private CronExpression? Cron { get; init; }

    private TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    public static JobSchedule OfInterval(TimeSpan every, string text) => new($"every {text}") { Every = every };

    /// <param name="expression">Five fields, or six that begin with seconds.</param>
    /// <param name="zone">Where its times are.</param>
    /// <exception cref="CronFormatException">It is no such expression.</exception>
    public static JobSchedule OfCron(string expression, TimeZoneInfo zone)
    {
        var fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;
        return new($"{expression} {zone.Id}")
        {
            Cron = CronExpression.Parse(expression, fields == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard),
            Zone = zone,
        };
    }

    /// <summary>The first of the regular times.</summary>
    /// <param name="now">Times up to this one are left out.</param>
    /// <param name="isShared">Whether all servers must have the same times: intervals are then counted from 1970 on.</param>
    /// <returns><c>null</c> when there is none.</returns>
    public DateTimeOffset? First(DateTimeOffset now, bool isShared) => After(isShared ? DateTimeOffset.UnixEpoch : now, now);

    /// <summary>The next of the regular times.</summary>
    /// <param name="due">One of them.</param>
    /// <param name="now">Times up to this one are left out.</param>
    /// <returns><c>null</c> when there is none.</returns>
    public DateTimeOffset? After(DateTimeOffset due, DateTimeOffset now)
    {
        var from = now > due ? now : due;
        return Cron is null ? due + (Every * (((from - due).Ticks / Every.Ticks) + 1)) : Cron.GetNextOccurrence(from, Zone);
    }
}

using Cronos;
using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;

namespace ScriptWs.Scripting;

/// <summary>Reads the export <c>jobs</c> of a script. What is wrong with it is a reason not to load the script.</summary>
internal static class JobReader
{
    public const string Export = "jobs";

    /// <summary>Jobs of one script at most.</summary>
    private const int MaxJobs = 100;

    /// <summary>Characters of a name, an interval, an expression or a zone at most.</summary>
    private const int MaxTextLength = 100;

    private static readonly TimeSpan MinInterval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan MaxInterval = TimeSpan.FromDays(366);

    /// <param name="exports">The script's exports.</param>
    /// <param name="file">The script's path, for errors.</param>
    /// <exception cref="ScriptLoadException">The jobs are wrong.</exception>
    public static IReadOnlyList<ScriptJob> Read(ObjectInstance exports, string file)
    {
        var value = exports.Get(Export);
        if (value.IsUndefined()) return [];
        if (value is not JsArray list) throw new ScriptLoadException(DescribeNoList(file));
        if (list.Length > MaxJobs) throw new ScriptLoadException($"{file}: jobs has more than {MaxJobs} entries (found {list.Length}).");

        var jobs = new List<ScriptJob>();
        for (var i = 0; i < (int)list.Length; i++)
        {
            var job = Read(list[(uint)i], $"{file}: jobs[{i}]", i);
            if (jobs.Any(other => other.Name == job.Name))
                throw new ScriptLoadException(
                    $"{file}: jobs[{i}]: the name \"{job.Name}\" is used twice; give each job a name of its own.");
            jobs.Add(job);
        }

        return jobs;
    }

    private static ScriptJob Read(JsValue value, string where, int index)
    {
        if (value is not JsObject job) throw new ScriptLoadException(DescribeNoObject(where));
        if (job.Get("run") is not Function run) throw new ScriptLoadException(DescribeNoRun(where));

        var (every, cron, zone) = (job.Get("every"), job.Get("cron"), job.Get("zone"));
        var schedule = ScheduleOf(every, cron, zone, where);
        var name = job.Get("name") is JsString { Length: > 0 and <= MaxTextLength } given ? given.ToString() : NameOf(run, index);
        return new ScriptJob(name, schedule, run);
    }

    /// <summary>When a job runs.</summary>
    /// <param name="every">Its interval, or undefined.</param>
    /// <param name="cron">Its cron expression, or undefined.</param>
    /// <param name="zone">Its time zone, or undefined.</param>
    /// <param name="where">The job, for errors.</param>
    /// <exception cref="ScriptLoadException">They are wrong.</exception>
    public static JobSchedule ScheduleOf(JsValue every, JsValue cron, JsValue zone, string where)
    {
        if (every.IsUndefined() == cron.IsUndefined())
            throw new ScriptLoadException($"{where}: must have either every or cron, as in {{ every: \"5m\", run }}.");
        if (cron.IsUndefined() && !zone.IsUndefined()) throw new ScriptLoadException($"{where}: zone belongs to cron; remove it.");

        return cron.IsUndefined() ? Interval(every, where) : Cron(cron, zone, where);
    }

    public static string DescribeNoList(string where) => $"{where}: jobs is exported, but it is not an array of jobs.";

    public static string DescribeNoObject(string where) => $"{where}: must be an object, as in {{ every: \"5m\", run }}.";

    public static string DescribeNoRun(string where) => $"{where}: run must be a function.";

    private static string NameOf(Function run, int index) =>
        DataOnly.Text(run, "name", MaxTextLength) is { Length: > 0 } name && name != "run" ? name : $"jobs[{index}]";

    private static JobSchedule Interval(JsValue every, string where)
    {
        var interval = every switch
        {
            JsNumber number => ScriptDuration.OfMilliseconds(number.AsNumber()),
            JsString { Length: <= MaxTextLength } text => ScriptDuration.Parse(text.ToString()),
            _ => null,
        };
        return interval >= MinInterval && interval <= MaxInterval
            ? JobSchedule.OfInterval(interval.Value, every is JsString ? every.ToString() : $"{every}ms")
            : throw new ScriptLoadException(
                $"{where}: every must be an interval from 1s to 366d, as in \"30s\", \"5m\" or \"12h\"{Found(every)}.");
    }

    private static JobSchedule Cron(JsValue cron, JsValue zone, string where)
    {
        if (cron is not JsString { Length: <= MaxTextLength })
            throw new ScriptLoadException($"{where}: cron must be a text such as \"0 3 * * *\".");

        try
        {
            return JobSchedule.OfCron(cron.ToString(), ZoneOf(zone, where));
        }
        catch (CronFormatException e)
        {
            throw new ScriptLoadException($"{where}: cron is no cron expression (found \"{cron}\"): {e.Message.TrimEnd('.')}.", e);
        }
    }

    private static TimeZoneInfo ZoneOf(JsValue zone, string where)
    {
        if (zone.IsUndefined()) return TimeZoneInfo.Utc;
        if (zone is JsString { Length: > 0 and <= MaxTextLength } && TimeZoneInfo.TryFindSystemTimeZoneById(zone.ToString(), out var found))
            return found;
        throw new ScriptLoadException(
            $"{where}: zone must be a time zone that this machine knows, such as \"Europe/Berlin\"{Found(zone)}.");
    }

    /// <returns>The value, if it is short enough to be shown.</returns>
    private static string Found(JsValue value) => value switch
    {
        JsString { Length: <= MaxTextLength } text => $" (found \"{text}\")",
        JsNumber number => $" (found {number})",
        _ => "",
    };
}

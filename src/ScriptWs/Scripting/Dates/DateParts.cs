namespace ScriptWs.Scripting;

/// <summary>The numbers of a date as they were found, and the moment that they mean.</summary>
internal sealed class DateParts
{
    private const long Day = 86_400_000;

    /// <summary>Beyond it no date has a number of milliseconds.</summary>
    private const int MaxYear = 300_000;

    private readonly List<int> _days = [];
    private readonly List<int> _times = [];

    /// <summary>Whether it has the standard's form, in which the year stands first and is meant as it is.</summary>
    public bool IsIso { get; set; }

    /// <summary>A month that was named, from 1.</summary>
    public int? Month { get; set; }

    /// <summary>0 after AM, 12 after PM.</summary>
    public int? HalfDay { get; set; }

    /// <summary>1 or -1, once there is a zone.</summary>
    public int? ZoneSign { get; set; }

    public int? ZoneHour { get; set; }

    public int? ZoneMinute { get; set; }

    public bool HasDays => _days.Count > 0;

    public bool HasTime => _times.Count > 0;

    public bool IsUtc => ZoneHour == 0 && ZoneMinute == 0;

    public bool AddDay(int number) => Add(_days, number, 3);

    public bool AddTime(int number) => Add(_times, number, 4);

    /// <summary>The last number of a time: what comes after it is 0.</summary>
    public void EndTime(int number)
    {
        AddTime(number);
        while (_times.Count < 4) _times.Add(0);
    }

    /// <summary>Whether a time has begun in which this number can be the next.</summary>
    public bool ExpectsTime(int number) => _times.Count switch
    {
        1 or 2 => IsMinute(number),
        3 => number is >= 0 and < 1000,
        _ => false,
    };

    public bool ExpectsZoneMinute(int number) => ZoneHour is not null && ZoneMinute is null && IsMinute(number);

    public void SetZone(int hours) => (ZoneSign, ZoneHour, ZoneMinute) = (hours < 0 ? -1 : 1, Math.Abs(hours), 0);

    public static bool IsMonth(int number) => number is >= 1 and <= 12;

    public static bool IsDay(int number) => number is >= 1 and <= 31;

    public static bool IsHour(int number) => number is >= 0 and < 24;

    public static bool IsMinute(int number) => number is >= 0 and < 60;

    /// <summary>Milliseconds since 1970.</summary>
    /// <param name="fromLocal">Makes those of the world of those of the machine's zone.</param>
    /// <returns><c>null</c> when the parts make no date.</returns>
    public long? Moment(Func<long, long> fromLocal)
    {
        if (DaysSince1970() is not { } days || TimeOfDay() is not { } time) return null;

        var moment = (days * Day) + time;
        if (ZoneSign is not { } sign) return fromLocal(moment);
        return moment - (sign * ((((ZoneHour ?? 0) * 60L) + (ZoneMinute ?? 0)) * 60_000));
    }

    private static bool Add(List<int> numbers, int number, int room)
    {
        if (numbers.Count == room) return false;

        numbers.Add(number);
        return true;
    }

    private long? DaysSince1970()
    {
        if (_days.Count == 0) return null;

        // What is missing is 1, the year too: "Jan 5" is of 2001.
        while (_days.Count < 3) _days.Add(1);
        var (first, second, third) = (_days[0], _days[1], _days[2]);
        var (year, month, day) = Month switch
        {
            null when IsIso || !IsDay(first) => (first, second, third),
            null => (third, first, second),
            { } named when !IsDay(first) => (first, named, second),
            { } named => (second, named, first),
        };
        if (!IsIso) year += year is >= 0 and < 50 ? 2000 : year is >= 50 and < 100 ? 1900 : 0;
        return IsMonth(month) && IsDay(day) && Math.Abs(year) <= MaxYear ? Days(year, month) + day - 1 : null;
    }

    /// <summary>Days from 1970 to the first of a month, in the calendar of today for all times.</summary>
    private static long Days(long year, int month)
    {
        if (month <= 2) year--;
        var era = (year >= 0 ? year : year - 399) / 400;
        var yearOfEra = year - (era * 400);
        var dayOfYear = ((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5;
        return (era * 146_097) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - 719_468;
    }

    private long? TimeOfDay()
    {
        while (_times.Count < 4) _times.Add(0);
        var (hour, minute, second, millisecond) = (_times[0], _times[1], _times[2], _times[3]);
        if (HalfDay is { } half)
        {
            if (hour is < 0 or > 12) return null;
            hour = (hour % 12) + half;
        }

        // 24:00 is the midnight that ends a day.
        var isMidnight = hour == 24 && minute == 0 && second == 0 && millisecond == 0;
        var isTime = IsHour(hour) && IsMinute(minute) && IsMinute(second) && millisecond is >= 0 and < 1000;
        return isMidnight || isTime ? ((((hour * 60L) + minute) * 60) + second) * 1000 + millisecond : null;
    }
}

namespace ScriptWs.Scripting;

/// <summary>
/// Reads dates as <c>Date.parse</c> does in other engines: the standard's form exactly (a 13th month is none, 24:00 is the next
/// midnight), and then the looser ones that the web is full of, as V8 takes them.
/// </summary>
internal sealed class DateText
{
    private readonly DateTokens _tokens;
    private readonly DateParts _parts = new();

    private DateText(string text) => _tokens = new DateTokens(text);

    /// <returns>Milliseconds since 1970; <c>null</c> when it is no date.</returns>
    /// <param name="text">The text.</param>
    /// <param name="fromLocal">Makes a moment of one in the machine's zone.</param>
    public static long? Parse(string text, Func<long, long> fromLocal)
    {
        var reading = new DateText(text);
        return reading.ReadIso() is { } rest && reading.ReadLoose(rest) ? reading._parts.Moment(fromLocal) : null;
    }

    /// <returns>What comes next for the looser reading; <c>null</c> when it is no date at all.</returns>
    private DateToken? ReadIso()
    {
        if (_tokens.Peek.IsSign)
        {
            var sign = _tokens.Next();
            if (!_tokens.Peek.IsNumberOf(6)) return sign;

            var year = _tokens.Next().Value;
            if (sign.Value == '-' && year == 0) return sign; // the year 0 has one name
            _parts.AddDay(sign.Value == '-' ? -year : year);
        }
        else if (_tokens.Peek.IsNumberOf(4)) _parts.AddDay(_tokens.Next().Value);
        else return _tokens.Next();

        if (_tokens.Skip('-'))
        {
            if (!_tokens.Peek.IsNumberOf(2) || !DateParts.IsMonth(_tokens.Peek.Value)) return _tokens.Next();
            _parts.AddDay(_tokens.Next().Value);
            if (_tokens.Skip('-'))
            {
                if (!_tokens.Peek.IsNumberOf(2) || !DateParts.IsDay(_tokens.Peek.Value)) return _tokens.Next();
                _parts.AddDay(_tokens.Next().Value);
            }
        }

        if (_tokens.Peek.Kind == DateTokenKind.Separator)
        {
            _tokens.Next();
            if (!ReadIsoTime() || !ReadIsoZone() || !_tokens.Peek.IsEnd) return null;
        }
        else if (!_tokens.Peek.IsEnd) return _tokens.Next();

        // A date alone is meant in UTC, with a time in the machine's zone.
        if (!_parts.HasTime && _parts.ZoneSign is null) _parts.SetZone(0);
        _parts.IsIso = true;
        return default(DateToken);
    }

    private bool ReadIsoTime()
    {
        if (!_tokens.Peek.IsNumberOf(2) || _tokens.Peek.Value > 24) return false;

        var hour = _tokens.Next().Value;
        var most = hour == 24 ? 0 : 59;
        _parts.AddTime(hour);
        if (!_tokens.Skip(':') || !TakeTwoDigits(most)) return false;
        if (!_tokens.Skip(':')) return true;
        if (!TakeTwoDigits(most)) return false;
        if (!_tokens.Skip('.')) return true;
        if (!_tokens.Peek.IsNumber || (hour == 24 && _tokens.Peek.Value > 0)) return false;

        _parts.AddTime(Milliseconds(_tokens.Next()));
        return true;
    }

    private bool TakeTwoDigits(int most)
    {
        if (!_tokens.Peek.IsNumberOf(2) || _tokens.Peek.Value > most) return false;

        _parts.AddTime(_tokens.Next().Value);
        return true;
    }

    private bool ReadIsoZone()
    {
        if (_tokens.Peek.IsZulu)
        {
            _tokens.Next();
            _parts.SetZone(0);
            return true;
        }

        if (!_tokens.Peek.IsSign) return true;

        _parts.ZoneSign = _tokens.Next().Value == '+' ? 1 : -1;
        int hour, minute;
        if (_tokens.Peek.IsNumberOf(4)) (hour, minute) = Math.DivRem(_tokens.Next().Value, 100);
        else
        {
            if (!_tokens.Peek.IsNumberOf(2)) return false;
            hour = _tokens.Next().Value;
            if (!_tokens.Skip(':') || !_tokens.Peek.IsNumberOf(2)) return false;
            minute = _tokens.Next().Value;
        }

        (_parts.ZoneHour, _parts.ZoneMinute) = (hour, minute);
        return DateParts.IsHour(hour) && DateParts.IsMinute(minute);
    }

    private bool ReadLoose(DateToken token)
    {
        var hasNumber = _parts.HasDays;
        for (; !token.IsEnd; token = _tokens.Next())
        {
            if (token.IsNumber)
            {
                hasNumber = true;
                if (!TakeNumber(token.Value)) return false;
            }
            else if (token.Kind is DateTokenKind.Month or DateTokenKind.HalfDay or DateTokenKind.Zone or DateTokenKind.Separator or DateTokenKind.Word)
            {
                if (!TakeWord(token, hasNumber)) return false;
            }
            else if (token.IsSign && (_parts.IsUtc || _parts.HasTime))
            {
                hasNumber = true;
                if (!TakeOffset(token)) return false;
            }
            else if ((token.IsSign || token.IsSymbol(')')) && hasNumber) return false;
        }

        return true;
    }

    private bool TakeNumber(int number)
    {
        if (_tokens.Skip(':'))
        {
            if (_tokens.Skip(':'))
            {
                if (_parts.HasTime) return false;
                return _parts.AddTime(number) && _parts.AddTime(0);
            }

            if (!_parts.AddTime(number)) return false;
            _tokens.Skip('.');
            return true;
        }

        if (_tokens.Skip('.') && _parts.ExpectsTime(number))
        {
            _parts.AddTime(number);
            if (!_tokens.Peek.IsNumber) return false;
            _parts.EndTime(Milliseconds(_tokens.Next()));
            return true;
        }

        if (_parts.ExpectsZoneMinute(number))
        {
            _parts.ZoneMinute = number;
            return true;
        }

        if (_parts.ExpectsTime(number))
        {
            _parts.EndTime(number);
            return _tokens.Peek is { IsEnd: true } or { Kind: DateTokenKind.Space } or { IsZulu: true } or { IsSign: true };
        }

        if (!_parts.AddDay(number)) return false;
        _tokens.Skip('-');
        return true;
    }

    private bool TakeWord(DateToken word, bool hasNumber)
    {
        switch (word.Kind)
        {
            case DateTokenKind.HalfDay when _parts.HasTime:
                _parts.HalfDay = word.Value;
                return true;
            case DateTokenKind.Month:
                _parts.Month = word.Value;
                _tokens.Skip('-');
                return true;
            case DateTokenKind.Zone when hasNumber:
                _parts.SetZone(word.Value);
                return true;
            default:
                // Before the first number words say nothing, like the day of the week; behind it they are no date.
                return !hasNumber && !_tokens.Peek.IsNumber;
        }
    }

    private bool TakeOffset(DateToken sign)
    {
        _parts.ZoneSign = sign.Value == '+' ? 1 : -1;
        var (number, digits) = _tokens.Peek.IsNumber ? (_tokens.Peek.Value, _tokens.Next().Length) : (0, 0);
        if (_tokens.Peek.IsSymbol(':')) (_parts.ZoneHour, _parts.ZoneMinute) = (number, null);
        else if (digits is 1 or 2) (_parts.ZoneHour, _parts.ZoneMinute) = (number, 0);
        else if (digits is 3 or 4) (_parts.ZoneHour, _parts.ZoneMinute) = Math.DivRem(number, 100);
        else return false;
        return true;
    }

    /// <summary>The digits behind a point, of which three count.</summary>
    private static int Milliseconds(DateToken digits)
    {
        var value = digits.Value;
        for (var length = digits.Length; length < 3; length++) value *= 10;
        for (var length = Math.Min(digits.Length, 9); length > 3; length--) value /= 10;
        return value;
    }
}

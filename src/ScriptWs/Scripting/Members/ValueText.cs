using System.Globalization;
using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using ScriptWs.Scripting.BuiltIns;

namespace ScriptWs.Scripting;

/// <summary>
/// Shows values as a console does: strings inside objects quoted, circles named, depth, items and length bounded. Runs no getter.
/// </summary>
internal sealed class ValueText
{
    private const int MaxDepth = 3;
    private const int MaxItems = 100;
    private const int MaxName = 100;

    /// <summary>Characters of one line that a script writes, at most.</summary>
    public const int MaxLength = 8 << 10;

    private readonly StringBuilder _text = new();
    private readonly List<ObjectInstance> _open = [];

    /// <summary>What <c>console.log(…args)</c> writes, with %s %d %i %f %j %o %O %c in the first.</summary>
    public static string Format(JsValue[] args)
    {
        var writer = new ValueText();
        var next = 0;
        if (args.At(0) is JsString { Length: <= MaxLength } format && args.Length > 1)
        {
            next = 1;
            writer.WriteFormat(format.ToString(), args, ref next);
            if (next < args.Length) writer._text.Append(' ');
        }

        for (var i = next; i < args.Length && writer._text.Length < MaxLength; i++)
        {
            if (i > next) writer._text.Append(' ');
            writer.WriteTop(args[i]);
        }

        return writer._text.Length <= MaxLength ? writer._text.ToString() : writer._text.ToString(0, MaxLength) + "…";
    }

    private void WriteFormat(string format, JsValue[] args, ref int next)
    {
        for (var i = 0; i < format.Length; i++)
        {
            var kind = format[i] == '%' && i + 1 < format.Length ? format[i + 1] : '\0';
            if (kind == '%') _text.Append('%');
            else if (kind is 's' or 'd' or 'i' or 'f' or 'j' or 'o' or 'O' or 'c' && next < args.Length) WriteAs(kind, args[next++]);
            else
            {
                _text.Append(format[i]);
                continue;
            }

            i++;
        }
    }

    private void WriteAs(char kind, JsValue value)
    {
        if (kind == 'c') return;
        if (kind is 'd' or 'i' or 'f' && value is JsNumber or JsString)
        {
            var number = TypeConverter.ToNumber(value);
            _text.Append(TypeConverter.ToString(JsNumber.Create(kind == 'i' ? Math.Truncate(number) : number)));
        }
        else if (kind is 'd' or 'i' or 'f' && value is ObjectInstance)
        {
            _text.Append("NaN");
        }
        else
        {
            WriteTop(value);
        }
    }

    private void WriteTop(JsValue value)
    {
        if (value is JsString text) Append(text);
        else Write(value);
    }

    private void Append(JsString text)
    {
        if (text.Length <= MaxLength) _text.Append(text);
        else _text.Append(DataOnly.Clip(text, MaxLength));
    }

    private void Write(JsValue value)
    {
        switch (value)
        {
            case JsString text:
                _text.Append('\'');
                Append(text);
                _text.Append('\'');
                break;
            case JsBigInt big: _text.Append(BigInts.Show(big)).Append('n'); break;
            case JsNumber number when number.AsNumber() == 0 && double.IsNegative(number.AsNumber()): _text.Append("-0"); break;
            case ObjectInstance node: WriteObject(node); break;
            default: _text.Append(value); break;
        }
    }

    private void WriteObject(ObjectInstance value)
    {
        if (_text.Length > MaxLength) return;
        if (_open.Contains(value))
        {
            _text.Append("[Circular]");
            return;
        }

        if (_open.Count > MaxDepth)
        {
            _text.Append(value is JsArray ? "[Array]" : "[Object]");
            return;
        }

        _open.Add(value);
        WriteNode(value);
        _open.RemoveAt(_open.Count - 1);
    }

    private void WriteNode(ObjectInstance value)
    {
        switch (value)
        {
            case JsArray array: WriteItems('[', ']', FirstOf(array.Length), i => WriteProperty(array.GetOwnProperty(JsNumber.Create(i)))); break;
            case JsTypedArray typed:
                _text.Append(CultureInfo.InvariantCulture, $"{EngineState.Of(typed.Engine).KindOf(typed)}({typed.Length}) ");
                WriteItems('[', ']', FirstOf(typed.Length), i => Write(typed[i]));
                break;
            case JsMap map:
                _text.Append(CultureInfo.InvariantCulture, $"Map({map.Size}) ");
                WriteItems('{', '}', map, entry =>
                {
                    Write(entry.Key);
                    _text.Append(" => ");
                    Write(entry.Value);
                });
                break;
            case JsSet set:
                _text.Append(CultureInfo.InvariantCulture, $"Set({set.Size}) ");
                WriteItems('{', '}', set, Write);
                break;
            case JsDate date: _text.Append(double.IsNaN(date.DateValue) ? "Invalid Date" : date.ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)); break;
            case JsRegExp expression: _text.Append(CultureInfo.InvariantCulture, $"/{expression.Source}/{expression.Flags}"); break;
            case JsError: _text.Append(ErrorText(value)); break;
            case SettingsObject:
                WriteItems('{', '}', value.GetOwnProperties(), property => _text.Append(property.Key).Append(": …"));
                break;
            case ConnectionObject connection: _text.Append(CultureInfo.InvariantCulture, $"Connection {connection.Connection.Id}"); break;
            case Function: _text.Append(DataOnly.Own(value, "name") is JsString { Length: > 0 } name ? $"[Function: {DataOnly.Clip(name, MaxName)}]" : "[Function]"); break;
            case var _ when value.IsPromise(): _text.Append("Promise"); break;
            case var _ when value.IsArrayBuffer(): _text.Append(CultureInfo.InvariantCulture, $"ArrayBuffer({value.AsArrayBuffer()?.Length ?? 0})"); break;
            default: WriteProperties(value); break;
        }
    }

    private void WriteProperties(ObjectInstance value)
    {
        if (DataOnly.IsProxy(value))
        {
            _text.Append("Proxy"); // looking into it would run the script's own code
            return;
        }

        var prototype = value.Prototype;
        if (prototype is not null && DataOnly.Own(prototype, "constructor") is Function constructor && DataOnly.Own(constructor, "name") is JsString { Length: > 0 } name && !name.Equals("Object"))
            _text.Append(DataOnly.Clip(name, MaxName)).Append(' ');
        WriteItems('{', '}', value.GetOwnProperties().Where(property => property.Value.Enumerable), property =>
        {
            _text.Append(property.Key).Append(": ");
            WriteProperty(property.Value);
        });
    }

    private void WriteProperty(PropertyDescriptor property)
    {
        if (property.IsAccessorDescriptor()) _text.Append("[Getter]");
        else Write(property.Value ?? JsValue.Undefined);
    }

    /// <summary>What it is, where it was made, and the same of what caused it.</summary>
    private string ErrorText(ObjectInstance error)
    {
        var own = DataOnly.Own(error, "stack") is JsString { Length: > 0 } given ? DataOnly.Clip(given, MaxLength) : null;
        var text = own ?? (StackTraces.Of(error) is { } calls ? $"{DataOnly.FirstLine(error)}\n{calls}" : DataOnly.FirstLine(error));
        var causes = new List<JsValue>();
        if (DataOnly.Own(error, "cause") is var cause && !cause.IsUndefined()) causes.Add(cause);
        if (DataOnly.Own(error, "errors") is JsArray errors)
            causes.AddRange(Enumerable.Range(0, (int)Math.Min(errors.Length, MaxDepth)).Select(i => DataOnly.Own(errors, JsNumber.Create(i))));
        foreach (var inner in causes.Where(_ => _open.Count <= MaxDepth))
        {
            var shown = new ValueText();
            shown._open.AddRange(_open);
            shown.Write(inner);
            text += $"\ncaused by {shown._text}";
        }

        return text;
    }

    /// <summary>
    /// Indices of the items that are shown, and of one that shows that there are more. A length may be larger than an int.
    /// </summary>
    private static IEnumerable<int> FirstOf(uint length) => Enumerable.Range(0, (int)Math.Min(length, MaxItems + 1));

    private void WriteItems<T>(char open, char close, IEnumerable<T> items, Action<T> write)
    {
        _text.Append(open);
        var count = 0;
        foreach (var item in items)
        {
            _text.Append(count == 0 ? " " : ", ");
            if (count++ == MaxItems || _text.Length > MaxLength)
            {
                _text.Append('…');
                break;
            }

            write(item);
        }

        _text.Append(count > 0 ? " " : "").Append(close);
    }
}

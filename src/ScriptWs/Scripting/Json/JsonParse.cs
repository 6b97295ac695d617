using System.Buffers;
using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Runtime;
using ScriptWs.Scripting.BuiltIns;

namespace ScriptWs.Scripting.Json;

/// <summary>
/// <c>JSON.parse</c> (ECMA-262 §25.5.1). The engine's own makes a parser for each call and takes 64 levels; this one is kept, shares layouts
/// (<see cref="JsonLayouts"/>), and goes as deep as the stack. What is not JSON goes to the engine's, which tells what is wrong.
/// </summary>
internal sealed class JsonParse(Engine engine)
{
    /// <summary>Strings that are likely to come again.</summary>
    private const int MaxKeptLength = 24;

    private const int MaxKeptValues = 4096;

    private readonly JsonLayouts _layouts = new();
    private readonly JsString?[] _strings = new JsString?[256];
    private readonly TurnCheck _check = new(engine);
    private readonly ArrayTest _arrays = new(engine);
    private JsValue[] _values = new JsValue[64];
    private int _count;
    private List<JsonSource>? _sources;

    public static void Apply(Engine engine)
    {
        var kept = new JsonParse(engine);
        BuiltIn.Replace(engine, engine.Global.Get("JSON").AsObject(), new JsString("parse"), original => (_, args) => kept.Parse(original, args));
    }

    private JsValue Parse(Function original, JsValue[] args)
    {
        if (args.Length == 1 && args[0] is EncodedText encoded && encoded.TryGetUtf8(out var utf8))
            return Parse(utf8) ?? Refuse(original, encoded);

        var text = TypeConverter.ToString(args.At(0)); // may run script, which may parse too: nothing has begun yet
        var reviver = args.At(1).IsCallable() ? args[1] : null;
        _sources = reviver is null ? null : [];
        if (Parse(text.AsSpan()) is not { } value) return Refuse(original, JsString.Create(text));

        return reviver is null ? value : new JsonReviver(engine, _arrays, reviver, text).Revive(value, _sources![0]);
    }

    private static JsValue Refuse(Function original, JsString text) => original.Call(JsValue.Undefined, [text]);

    /// <summary>A text whose characters no script has looked at, such as a message: it is read without making a string of it.</summary>
    private JsValue? Parse(byte[] utf8)
    {
        _sources = null;
        var characters = ArrayPool<char>.Shared.Rent(utf8.Length);
        try
        {
            return Parse(characters.AsSpan(0, Encoding.UTF8.GetChars(utf8, characters)));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    /// <returns>The value, or <c>null</c> if it is not JSON.</returns>
    private JsValue? Parse(ReadOnlySpan<char> text)
    {
        _layouts.Begin();
        try
        {
            var scanner = new JsonScanner(text);
            var value = Value(ref scanner);
            scanner.SkipSpace();
            return scanner.AtEnd ? value : null;
        }
        finally
        {
            Array.Clear(_values, 0, _count);
            _count = 0;
            if (_values.Length > MaxKeptValues) _values = new JsValue[64];
        }
    }

    /// <returns>The value, or <c>null</c> if there is none: it is not JSON.</returns>
    private JsValue? Value(ref JsonScanner scanner)
    {
        _check.Step();
        scanner.SkipSpace();
        var start = scanner.Position;
        var value = scanner.Next switch
        {
            '{' => Object(ref scanner),
            '[' => Items(ref scanner),
            '"' => Text(ref scanner),
            't' => scanner.TakeWord("true") ? JsBoolean.True : null,
            'f' => scanner.TakeWord("false") ? JsBoolean.False : null,
            'n' => scanner.TakeWord("null") ? JsValue.Null : null,
            _ => scanner.TakeNumber(out var number) ? JsNumber.Create(number) : null,
        };
        if (value is JsObject or JsArray) return value; // has added itself
        if (value is not null) _sources?.Add(new JsonSource(value, start, scanner.Position, []));
        return value;
    }

    private JsArray? Items(ref JsonScanner scanner)
    {
        Thrown.RequireStack(engine);
        var (first, source) = (_count, _sources?.Count ?? 0);
        scanner.Take('[');
        scanner.SkipSpace();
        if (!scanner.Take(']'))
        {
            do
            {
                if (Value(ref scanner) is not { } item) return null;

                Push(item);
                scanner.SkipSpace();
            }
            while (scanner.Take(','));
            if (!scanner.Take(']')) return null;
        }

        var array = new JsArray(engine, Pop(first).ToArray());
        Nest(array, source, null);
        return array;
    }

    private JsObject? Object(ref JsonScanner scanner)
    {
        Thrown.RequireStack(engine);
        var (first, source, place) = (_count, _sources?.Count ?? 0, _layouts.Root);
        scanner.Take('{');
        scanner.SkipSpace();
        if (!scanner.Take('}'))
        {
            do
            {
                scanner.SkipSpace();
                if (!scanner.TakeString(out var name, out var escaped)) return null;
                if (escaped)
                {
                    if (JsonScanner.Unescape(name) is not { } unescaped) return null;
                    name = unescaped;
                }

                place = _layouts.Step(place, name);
                scanner.SkipSpace();
                if (!scanner.Take(':') || Value(ref scanner) is not { } item) return null;

                Push(item);
                scanner.SkipSpace();
            }
            while (scanner.Take(','));
            if (!scanner.Take('}')) return null;
        }

        var created = place.Create(engine, Pop(first));
        Nest(created, source, place);
        return created;
    }

    private JsString? Text(ref JsonScanner scanner)
    {
        if (!scanner.TakeString(out var raw, out var escaped)) return null;
        if (escaped) return JsonScanner.Unescape(raw) is { } text ? JsString.Create(text) : null;
        if (raw.Length is 0 or > MaxKeptLength) return JsString.Create(raw.ToString());

        ref var kept = ref _strings[(raw[0] + (raw.Length * 31) + (raw[^1] * 7) + (raw[raw.Length / 2] * 13)) & 255];
        return kept is not null && raw.SequenceEqual(kept.ToString()) ? kept : kept = JsString.Create(raw.ToString());
    }

    private void Push(JsValue value)
    {
        if (_count == _values.Length) System.Array.Resize(ref _values, _count * 2);
        _values[_count++] = value;
    }

    /// <summary>Valid until the next push.</summary>
    private ReadOnlySpan<JsValue> Pop(int first)
    {
        var popped = _values.AsSpan(first, _count - first);
        _count = first;
        return popped;
    }

    /// <summary>Puts the sources of what is inside into that of the whole.</summary>
    private void Nest(JsValue whole, int first, JsonLayouts.Place? place)
    {
        if (_sources is null) return;

        var inside = _sources[first..];
        _sources.RemoveRange(first, inside.Count);
        _sources.Add(new JsonSource(whole, 0, 0, inside, place?.AllNames()));
    }
}

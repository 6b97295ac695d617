using System.Globalization;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using ScriptWs.Scripting.BuiltIns;

namespace ScriptWs.Scripting.Json;

/// <summary>
/// <c>JSON.stringify</c> (ECMA-262 §25.5.2). The engine's own makes the whole text before anything looks at its length;
/// this one is bounded at each piece, and looks at the budgets of the turn.
/// </summary>
internal sealed class JsonStringify
{
    private static readonly JsString ToJsonName = new("toJSON");

    private readonly Engine _engine;
    private readonly JsonText _text;
    private readonly TurnCheck _check;
    private readonly Wrappers _wrappers;
    private readonly Dictionary<object, Member[]?> _members = new(ReferenceEqualityComparer.Instance);
    private readonly List<ObjectInstance> _open = [];
    private JsValue? _replacer;
    private List<JsValue>? _listed;
    private string _gap = "";
    private string _indent = "";

    private bool _busy;

    private JsonStringify(Engine engine, Wrappers wrappers) =>
        (_engine, _text, _check, _wrappers) = (engine, new JsonText(engine), new TurnCheck(engine), wrappers);

    public static void Apply(Engine engine)
    {
        Shapes.Probe(engine);
        var wrappers = new Wrappers(engine);
        var kept = new JsonStringify(engine, wrappers);
        BuiltIn.Replace(engine, engine.Global.Get("JSON").AsObject(), new JsString("stringify"), _ => (_, args) =>
        {
            // A toJSON or a getter may come here while the kept one is at work.
            var writer = kept._busy ? new JsonStringify(engine, wrappers) : kept;
            return writer.Write(args.At(0), args.At(1), args.At(2));
        });
    }

    /// <summary>Writes for the server itself: no script can put another in its place.</summary>
    public static JsonStringify Of(Engine engine)
    {
        Shapes.Probe(engine);
        return new(engine, new Wrappers(engine));
    }

    /// <returns>The text, or undefined for what JSON does not have.</returns>
    public JsValue Write(JsValue value) =>
        (_busy ? Of(_engine) : this).Write(value, JsValue.Undefined, JsValue.Undefined);

    private JsValue Write(JsValue value, JsValue replacer, JsValue space)
    {
        _busy = true;
        try
        {
            (_replacer, _listed) = (replacer.IsCallable() ? replacer : null, null);
            if (_replacer is null && _wrappers.Arrays.IsArray(replacer))
                _listed = JsonOptions.Listed((ObjectInstance)replacer, _check, _wrappers);
            (_gap, _indent) = (JsonOptions.Gap(space, _wrappers), "");
            return WriteProperty(Holder(value), "", value) ? _text.ToJsString() : JsValue.Undefined;
        }
        finally
        {
            _text.Clear();
            _open.Clear();
            (_replacer, _listed, _busy) = (null, null, false);
            if (_members.Count > 1000) _members.Clear(); // a script may make classes without end
        }
    }

    private JsObject? Holder(JsValue value)
    {
        if (_replacer is null) return null;

        var holder = new JsObject(_engine);
        holder.CreateDataProperty(JsString.Empty, value);
        return holder;
    }

    /// <param name="holder">What has the value; only a replacer is shown it.</param>
    /// <param name="name">Its name there; <c>null</c> for an item of an array.</param>
    /// <param name="value">The value.</param>
    /// <param name="index">The item's place, which becomes a string only where a function is shown it.</param>
    /// <returns>Whether there is anything to write: not of undefined, a function or a symbol.</returns>
    private bool WriteProperty(ObjectInstance? holder, string? name, JsValue value, ulong index = 0)
    {
        _check.Step();
        if (value is ObjectInstance || value.IsBigInt())
        {
            var convert = value is ObjectInstance known ? known.Get(ToJsonName) : _wrappers.BigInts.Get(ToJsonName, value);
            if (convert.IsCallable()) value = _engine.Call(convert, value, [Key()]);
        }

        if (_replacer is not null) value = _engine.Call(_replacer, holder!, [Key(), value]);
        return WriteValue(value is ObjectInstance and not JsObject and not JsArray ? _wrappers.Unwrap(value) : value);

        JsString Key() => JsString.Create(name ?? index.ToString(CultureInfo.InvariantCulture));
    }

    private bool WriteValue(JsValue value)
    {
        switch (value)
        {
            case JsString text: _text.AppendQuoted(text.ToString()); break;
            case JsNumber number: WriteNumber(number); break;
            case JsBoolean: _text.Append(value.AsBoolean() ? "true" : "false"); break;
            case JsBigInt: throw Thrown.TypeError(_engine, "Do not know how to serialize a BigInt");
            case JsObject plain: WriteObject(plain); break;
            case ObjectInstance instance when _wrappers.Arrays.IsArray(instance): WriteArray(instance); break;
            case ObjectInstance instance when instance.IsCallable(): return false;
            case ObjectInstance instance when _wrappers.RawText(instance) is { } raw: _text.Append(raw); break;
            case ObjectInstance instance: WriteObject(instance); break;
            default:
                if (!value.IsNull()) return false;
                _text.Append("null");
                break;
        }

        return true;
    }

    private void WriteNumber(JsNumber value)
    {
        var number = value.AsNumber();
        if (number == (int)number) _text.Append((int)number); // -0 is written as 0
        else if (double.IsFinite(number)) _text.Append(number);
        else _text.Append("null");
    }

    private void WriteArray(ObjectInstance items)
    {
        var outer = Enter(items);
        var length = BuiltIn.LengthOf(items);
        _text.Append('[');
        for (var i = 0UL; i < length; i++)
        {
            Separate(i == 0);
            var item = items is JsArray array ? array[(uint)i] : items.Get(JsNumber.Create((double)i));
            if (!WriteProperty(items, null, item, i)) _text.Append("null");
        }

        Leave(outer, length == 0, ']');
    }

    private void WriteObject(ObjectInstance value)
    {
        var outer = Enter(value);
        _text.Append('{');
        var empty = _listed is null && value is JsObject plain && Shapes.Of(plain) is { } shape && MembersOf(shape) is { } members
            ? WriteSlots(plain, shape, members)
            : WriteKeys(value, _listed ?? OwnKeys(value));
        Leave(outer, empty, '}');
    }

    /// <summary>What a getter or a toJSON changes meanwhile is read by name.</summary>
    private bool WriteSlots(JsObject value, object shape, Member[] members)
    {
        var empty = true;
        for (var i = 0; i < members.Length; i++)
        {
            var item = ReferenceEquals(Shapes.Of(value), shape) ? Shapes.Slot(value, i) : value.Get(members[i].Name);
            empty &= !WriteMember(value, members[i], item, empty);
        }

        return empty;
    }

    private bool WriteKeys(ObjectInstance value, List<JsValue> keys)
    {
        var empty = true;
        foreach (var key in keys) empty &= !WriteMember(value, new Member(key.ToString(), null), value.Get(key), empty);
        return empty;
    }

    private bool WriteMember(ObjectInstance holder, Member member, JsValue item, bool first)
    {
        var before = _text.Length;
        Separate(first);
        if (member.Quoted is { } quoted) _text.Append(quoted);
        else _text.AppendQuoted(member.Name);
        _text.Append(_gap.Length > 0 ? ": " : ":");
        if (WriteProperty(holder, member.Name, item)) return true;

        _text.Truncate(before);
        return false;
    }

    private List<JsValue> OwnKeys(ObjectInstance value)
    {
        if (value is JsTypedArray bytes) InputLimits.RequireListable(_engine, [bytes]);
        var keys = value.GetOwnPropertyKeys(Types.String);
        var enumerable = new List<JsValue>(keys.Count);
        foreach (var key in keys)
        {
            _check.Step();
            if (value.GetOwnProperty(key) is { Enumerable: true }) enumerable.Add(key);
        }

        return enumerable;
    }

    private Member[]? MembersOf(object shape)
    {
        if (_members.TryGetValue(shape, out var members)) return members;

        return _members[shape] = Shapes.Names(shape) is { } names ? [.. names.Select(name => new Member(name, Quote(name)))] : null;
    }

    private string Quote(string name)
    {
        var text = new JsonText(_engine);
        text.AppendQuoted(name);
        return text.ToString();
    }

    /// <summary>A property's name, and how it is written.</summary>
    private readonly record struct Member(string Name, string? Quoted);

    /// <returns>The indentation around the value.</returns>
    private string Enter(ObjectInstance value)
    {
        Thrown.RequireStack(_engine);
        if (_open.Contains(value)) throw Thrown.TypeError(_engine, "Cyclic reference detected.");

        _open.Add(value);
        var outer = _indent;
        if (_gap.Length > 0) _indent += _gap;
        return outer;
    }

    private void Leave(string outer, bool empty, char end)
    {
        _open.RemoveAt(_open.Count - 1);
        _indent = outer;
        if (!empty) BreakLine();
        _text.Append(end);
    }

    private void Separate(bool first)
    {
        if (!first) _text.Append(',');
        BreakLine();
    }

    private void BreakLine()
    {
        if (_gap.Length == 0) return;

        _text.Append('\n');
        _text.Append(_indent);
    }
}

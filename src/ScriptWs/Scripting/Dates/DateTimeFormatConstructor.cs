using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Descriptors;

namespace ScriptWs.Scripting;

/// <summary><c>Intl.DateTimeFormat</c> with arguments that are looked at first.</summary>
internal sealed class DateTimeFormatConstructor : Constructor
{
    private readonly Constructor _original;
    private readonly Func<JsValue[], JsValue[]> _prepare;

    public DateTimeFormatConstructor(Engine engine, Constructor original, Func<JsValue[], JsValue[]> prepare)
        : base(engine, "DateTimeFormat")
    {
        (_original, _prepare) = (original, prepare);
        var prototype = original.Get("prototype").AsObject();
        DefineOwnProperty("length", new PropertyDescriptor(JsNumber.Create(0), writable: false, enumerable: false, configurable: true));
        DefineOwnProperty("prototype", new PropertyDescriptor(prototype, writable: false, enumerable: false, configurable: false));
        DefineOwnProperty("supportedLocalesOf", new PropertyDescriptor(original.Get("supportedLocalesOf"), writable: true, enumerable: false, configurable: true));
        prototype.FastSetProperty("constructor", new PropertyDescriptor(this, writable: true, enumerable: false, configurable: true));
    }

    public override ObjectInstance Construct(JsValue[] arguments, JsValue newTarget) =>
        _original.Construct(_prepare(arguments), newTarget == this ? _original : newTarget);

    /// <summary>Called without <c>new</c> it makes one too.</summary>
    protected override JsValue Call(JsValue thisObject, JsValue[] arguments) => Construct(arguments, this);
}

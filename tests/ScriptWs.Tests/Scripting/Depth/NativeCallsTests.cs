using System.Reflection;
using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Interop;
using ScriptWs.Scripting;
using ScriptWs.Scripting.Depth;

namespace ScriptWs.Tests.Scripting.Depth;

public sealed class NativeCallsTests
{
    /// <summary>Internal to the engine: no script ever gets hold of one.</summary>
    private static readonly string[] OutOfReach = ["AsyncFromSyncIteratorPrototype", "ShadowRealm", "SharedArrayBuffer", "ThrowTypeError", "Eval", "ShadowRealmPrototype"];

    /// <summary>The engine's own list of what the language has, and not ours: what a later version adds is in it.</summary>
    [Fact]
    public void BuiltIn_OfTheEngine_IsGuardedOrExempt()
    {
        using var hosted = new Hosted("export function onStart() { Intl; globalThis.Temporal; }");
        hosted.Host.OnStart();
        var names = typeof(Intrinsics).GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(property => property.PropertyType.IsAssignableTo(typeof(ObjectInstance)) && !OutOfReach.Contains(property.Name));

        var bare = names.SelectMany(property => BareOf((ObjectInstance)property.GetValue(hosted.Host.Engine.Intrinsics)!, property.Name)).ToArray();

        Assert.Equal([], bare.Except(Expected));
        Assert.Equal([], Expected.Except(bare));
    }

    [Theory]
    [InlineData("Reflect.apply.name + Reflect.apply.length", "apply3")]
    [InlineData("Object.getOwnPropertyDescriptor(RegExp.prototype, 'flags').get.call(/a/gi)", "gi")]
    [InlineData("'a-b-c'.replace(/-/gu, '+') + 'a-b-c'.replace(/-/, '+') + 'ab'.replace(/B/i, '')", "a+b+ca+b-ca")]
    [InlineData("Object.getOwnPropertyDescriptor(RegExp.prototype, 'global').get.call(/a/g)", "true")]
    [InlineData("(() => { try { Reflect.get(RegExp.prototype, 'sticky', {}) } catch (e) { return e.name } })()", "TypeError")]
    [InlineData("Set.prototype.keys === Set.prototype.values", "true")]
    [InlineData("[...'ab', ...[1, 2].map(x => x * 2)].join()", "a,b,2,4")]
    [InlineData("String(Array.prototype.map)", "function map() { [native code] }")]
    [InlineData("Object.keys(Array.prototype).length + Object.keys(Math).length", "0")]
    [InlineData("(() => { try { null.x } catch (e) { return [3, 1].sort(() => 0) + e.name } })()", "3,1TypeError")]
    [InlineData("(() => { try { [1].map(() => { throw 7 }) } catch (e) { return e } })()", "7")]
    [InlineData("new Intl.NumberFormat('en').format(1.5)", "1.5")]
    [InlineData("Temporal.Duration.from({ hours: 2 }).toString()", "PT2H")]
    [InlineData("new Proxy({}, new Proxy({}, { get: (t, k) => k === 'has' ? () => true : undefined })) && 'x' in new Proxy({}, new Proxy({ has: () => true }, {}))", "true")]
    [InlineData("(() => { try { new Date(0).toTemporalInstant().toLocaleString(Array(2000).fill('en')) } catch (e) { return e.message } })()", "There are too many locales; a list has at most 1000.")]
    [InlineData("Proxy.revocable({ a: 1 }, {}).proxy.a", "1")]
    [InlineData("(class extends Array { }).from([1, 2]).length", "2")]
    public void Guarded_BuiltIn_DoesWhatItDid(string expression, string expected) => Assert.Equal(expected, Hosted.Evaluate(expression));

    [Fact]
    public void RangeError_OverwrittenByTheScript_IsStillOne()
    {
        const string Script = "const Own = RangeError; globalThis.RangeError = 1; export function onStart() { try { 'x'.repeat(1e9); } catch (e) { console.log(e instanceof Own); } }";
        using var hosted = new Hosted(Script);

        hosted.Host.OnStart();

        Assert.Equal(["true"], hosted.Said.Lines);
    }

    private static IEnumerable<string> BareOf(ObjectInstance holder, string name)
    {
        foreach (var (key, property) in holder.GetOwnProperties())
        {
            JsValue?[] values = property.IsAccessorDescriptor() ? [property.Get, property.Set] : [property.Value];
            foreach (var value in values)
            {
                if (value is Function function and not Constructor && !IsGuarded(function)) yield return $"{name}.{key}";
            }
        }
    }

    private static bool IsGuarded(Function function) => function is ClrFunction;

    /// <summary>Exempt, each for a reason that NativeCalls gives; collections are not among them where they call back.</summary>
    private static readonly string[] Expected =
    [
        "Function.prototype", "ArrayIteratorPrototype.next", "Object.is", "Math.random", "Date.now",
        "Number.isFinite", "Number.isInteger", "Number.isNaN", "Number.isSafeInteger",
    ];
}

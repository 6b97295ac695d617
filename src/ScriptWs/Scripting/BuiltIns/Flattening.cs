using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Native.Symbol;
using Jint.Runtime;

namespace ScriptWs.Scripting.BuiltIns;

/// <summary>
/// <c>flat</c> and <c>flatMap</c>. The engine's own look at the budgets every 10,000 items of one array: sixty arrays of
/// two, each within the next twice, have no such array and 2^60 items.
/// </summary>
internal sealed class Flattening
{
    private readonly Engine _engine;
    private readonly JsValue _arrays;

    private readonly ArrayTest _test;

    private Flattening(Engine engine) => (_engine, _arrays, _test) = (engine, engine.Global.Get("Array"), new ArrayTest(engine));

    public static void Apply(Engine engine)
    {
        var flattening = new Flattening(engine);
        var arrays = BuiltIn.Prototype(engine, "Array");
        BuiltIn.Replace(engine, arrays, "flat", _ => flattening.Flat);
        BuiltIn.Replace(engine, arrays, "flatMap", _ => flattening.FlatMap);
    }

    private ObjectInstance Flat(JsValue self, JsValue[] args)
    {
        var items = BuiltIn.ToObject(_engine, self);
        var length = BuiltIn.LengthOf(items);
        var depth = args.At(0).IsUndefined() ? 1 : TypeConverter.ToIntegerOrInfinity(args[0]);
        return Flatten(items, length, depth, static (_, item, _) => item);
    }

    private ObjectInstance FlatMap(JsValue self, JsValue[] args)
    {
        var items = BuiltIn.ToObject(_engine, self);
        var length = BuiltIn.LengthOf(items);
        if (!args.At(0).IsCallable()) throw Thrown.TypeError(_engine, "mapperFunction is not a function");

        return Flatten(items, length, 1, (source, item, i) => _engine.Call(args[0], args.At(1), [item, JsNumber.Create((double)i), source]));
    }

    private ObjectInstance Flatten(ObjectInstance items, ulong length, double depth, Map map)
    {
        var result = Create(items);
        new Run(_engine, _test, result, map).Add(items, length, depth, mapped: true);
        return result;
    }

    /// <summary>ECMA-262 ArraySpeciesCreate, with length 0.</summary>
    private ObjectInstance Create(ObjectInstance items)
    {
        if (!_test.IsArray(items)) return new JsArray(_engine);

        var constructor = items.Get("constructor");
        if (constructor is ObjectInstance { } species && !ReferenceEquals(species, _arrays))
            constructor = species.Get(GlobalSymbolRegistry.Species);
        if (constructor.IsUndefined() || constructor.IsNull() || ReferenceEquals(constructor, _arrays)) return new JsArray(_engine);

        return constructor.IsConstructor()
            ? _engine.Construct(constructor, [JsNumber.Create(0)])
            : throw Thrown.TypeError(_engine, "object.constructor[Symbol.species] is not a constructor");
    }

    private delegate JsValue Map(ObjectInstance source, JsValue item, ulong index);

    /// <summary>One call, over all arrays within arrays.</summary>
    private sealed class Run(Engine engine, ArrayTest test, ObjectInstance result, Map map)
    {
        private readonly TurnCheck _check = new(engine);
        private ulong _count;

        public void Add(ObjectInstance source, ulong length, double depth, bool mapped)
        {
            Thrown.RequireStack(engine);
            for (var i = 0UL; i < length; i++)
            {
                _check.Step();
                var key = JsNumber.Create((double)i);
                if (!source.HasProperty(key)) continue;

                var item = source.Get(key);
                if (mapped) item = map(source, item, i);
                if (depth > 0 && test.IsArray(item))
                    Add((ObjectInstance)item, BuiltIn.LengthOf((ObjectInstance)item), depth - 1, mapped: false);
                else Put(item);
            }
        }

        private void Put(JsValue item)
        {
            if (!result.CreateDataProperty(JsNumber.Create((double)_count++), item))
                throw Thrown.TypeError(engine, "Cannot define property");
        }
    }
}

using Jint;
using Jint.Native;
using Jint.Native.Object;

namespace ScriptWs.Scripting.Depth;

/// <summary>Objects of the language that no global leads to, such as the prototype of generators.</summary>
internal static class HiddenIntrinsics
{
    private static readonly Prepared<Acornima.Ast.Script> Source = Engine.PrepareScript(
        """
        (() => {
          const of = Object.getPrototypeOf, generator = function* () { }, asyncGenerator = async function* () { };
          const found = [
            generator, generator(), of(generator()), asyncGenerator, asyncGenerator(), of(asyncGenerator()), of(of(asyncGenerator())), async () => { },
            [].values(), of([].values()), [].values().map(item => item), new Map().values(), new Set().values(), ''[Symbol.iterator](), ''.matchAll(/x/g),
            Iterator.from({ next() { } }), Uint8Array, new Uint8Array(),
          ];
          if (globalThis.AsyncIterator) {
            const wrapped = AsyncIterator.from({ next() { } });
            found.push(wrapped, wrapped.map(item => item));
          }
          return found.map(of);
        })()
        """,
        strict: true);

    public static IEnumerable<ObjectInstance> Of(Engine engine)
    {
        foreach (var value in engine.Evaluate(Source).AsArray())
        {
            if (value is ObjectInstance found) yield return found;
        }
    }
}

using Jint;
using Jint.Native;
using ScriptWs.Scripting.BuiltIns;

namespace ScriptWs.Scripting;

/// <summary>Reads what a script passes to a C# function.</summary>
internal static class HostArguments
{
    /// <param name="engine">Whose values they are.</param>
    /// <param name="function">The function, as in <c>orders.find</c>.</param>
    /// <param name="parameters">What it takes.</param>
    /// <param name="args">What was passed; more than it takes is ignored.</param>
    /// <exception cref="Jint.Runtime.JavaScriptException">
    /// A TypeError that names the function, the parameter and what was found.
    /// </exception>
    public static object?[] Read(Engine engine, string function, IReadOnlyList<HostParameter> parameters, JsValue[] args)
    {
        var read = parameters.Count == 0 ? [] : new object?[parameters.Count];
        for (var i = 0; i < read.Length; i++)
        {
            var (parameter, given) = (parameters[i], args.At(i));
            if (given.IsUndefined() && parameter.IsOptional)
            {
                read[i] = parameter.Default;
                continue;
            }

            var problem = "";
            if (!parameter.Value.TryRead(engine, given, ref problem, out read[i]))
            {
                var found = $"{Describe(given)} does not fit{problem}";
                throw Thrown.TypeError(engine, $"{function}: \"{parameter.Name}\" takes {parameter.Value.Expected}, and {found}.");
            }
        }

        return read;
    }

    /// <summary>What a value is, in a few words. A string may be a secret, so that only its length is told.</summary>
    private static string Describe(JsValue value) => value switch
    {
        JsString text => $"a string of {text.Length} characters",
        JsNumber number => $"the number {number}",
        JsBigInt big when BigInts.Show(big) is { Length: < 50 } digits => $"the BigInt {digits}n",
        JsBigInt => "a long BigInt",
        JsBoolean => $"{value}",
        JsSymbol => "a symbol",
        JsArray array => $"an array of {array.Length}",
        JsDate => "this Date",
        Jint.Native.Function.Function => "a function",
        ConnectionObject => "a connection",
        _ when value.IsUndefined() => "undefined",
        _ when value.IsNull() => "null",
        _ when value.IsPromise() => "a promise (await it first)",
        _ => "this object",
    };
}

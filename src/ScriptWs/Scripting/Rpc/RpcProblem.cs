using System.Runtime.CompilerServices;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using ScriptWs.ClientProtocol;

namespace ScriptWs.Scripting;

/// <summary>What a script says in an <c>RpcError</c>. An object that no RpcError made is none, whatever it looks like.</summary>
/// <param name="Code">The script's code.</param>
/// <param name="Message">What the client is told.</param>
/// <param name="Data">Further facts, a value of the script; undefined for none.</param>
internal sealed record RpcProblem(int Code, string Message, JsValue Data)
{
    /// <summary>Characters of a message at most; the rest is cut off.</summary>
    private const int MaxMessageLength = 1000;

    private static readonly ConditionalWeakTable<ObjectInstance, RpcProblem> Known = [];

    /// <summary>What a thrown or rejected value tells the client.</summary>
    /// <returns><c>null</c> when it tells nothing.</returns>
    public static RpcProblem? Of(JsValue thrown) =>
        thrown is ObjectInstance error && Known.TryGetValue(error, out var problem) ? problem : null;

    /// <summary>Adds what rpc.js needs.</summary>
    public static void AddNatives(NativeFunctions native) => native.Add("know", args =>
    {
        if (args.At(1) is not JsNumber number || !MayBe(number.AsNumber()))
        {
            throw Thrown.RangeError(
                native.Engine,
                $"The code of an RpcError is a whole number of 32 bits outside {RpcErrors.FirstReserved} to {RpcErrors.LastReserved}.");
        }

        var message = args.At(2) is JsString text ? DataOnly.Clip(text, MaxMessageLength) : "";
        Known.AddOrUpdate((ObjectInstance)args.At(0), new RpcProblem((int)number.AsNumber(), message, args.At(3)));
        return JsValue.Undefined;
    });

    private static bool MayBe(double code) =>
        code == Math.Floor(code) && code is >= int.MinValue and <= int.MaxValue
        && code is < RpcErrors.FirstReserved or > RpcErrors.LastReserved;
}

using Jint.Native;

namespace ScriptWs.Scripting;

/// <summary>The arguments of a call.</summary>
internal static class Arguments
{
    /// <summary>An argument; <c>undefined</c> where the script passed fewer.</summary>
    public static JsValue At(this JsValue[] args, int index) => index < args.Length ? args[index] : JsValue.Undefined;
}

using Jint;
using Jint.Native;

namespace ScriptWs.Scripting;

/// <summary>How values of one C# type pass between C# and scripts. Immutable.</summary>
internal abstract class HostValue
{
    /// <summary>What a parameter takes, for messages, such as <c>a string</c>.</summary>
    public abstract string Expected { get; }

    /// <summary>Takes a script's value. On the worker's turn.</summary>
    /// <param name="engine">Where the value is.</param>
    /// <param name="value">The value.</param>
    /// <param name="problem">Where it does not fit, such as <c> at items[0]</c>; empty when the whole does not.</param>
    /// <param name="read">The C# value.</param>
    /// <returns><c>false</c> when it does not fit.</returns>
    public abstract bool TryRead(Engine engine, JsValue value, ref string problem, out object? read);

    /// <summary>Does what can be done of <see cref="Write"/> without the engine. Any thread.</summary>
    public virtual object? Prepare(object? value) => value;

    /// <summary>Makes a script's value. On the worker's turn.</summary>
    /// <param name="engine">Where it is made.</param>
    /// <param name="prepared">What <see cref="Prepare"/> returned.</param>
    public abstract JsValue Write(Engine engine, object? prepared);
}

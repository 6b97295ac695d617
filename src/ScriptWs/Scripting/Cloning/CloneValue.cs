using System.Numerics;
using ScriptWs.Connections;

namespace ScriptWs.Scripting;

/// <summary>
/// A copy of a script's value that belongs to no engine: immutable once written, so that any thread may hold it and any
/// engine make values of it. The same object twice, or a circle, stays the same object here.
/// </summary>
internal abstract record CloneValue
{
    public sealed record Undefined : CloneValue
    {
        public static Undefined Value { get; } = new();
    }

    public sealed record Null : CloneValue
    {
        public static Null Value { get; } = new();
    }

    public sealed record Truth(bool Value) : CloneValue;

    public sealed record Number(double Value) : CloneValue;

    public sealed record Text(string Value) : CloneValue;

    public sealed record BigNumber(BigInteger Value) : CloneValue;

    /// <summary>A connection; only where it stays with its worker.</summary>
    public sealed record Peer(Connection Connection) : CloneValue;

    /// <summary>
    /// What has an identity and may contain itself. Collections hold it by reference (<see cref="ReferenceEqualityComparer"/>): the
    /// equality
    /// that the compiler gives to records walks over their contents, without end in a circle.
    /// </summary>
    public abstract record Node : CloneValue;

    public sealed record PlainObject(List<KeyValuePair<string, CloneValue>> Properties) : Node;

    /// <param name="Items"><c>null</c> is a hole.</param>
    public sealed record List(List<CloneValue?> Items) : Node;

    public sealed record Map(List<KeyValuePair<CloneValue, CloneValue>> Entries) : Node;

    public sealed record Set(List<CloneValue> Items) : Node;

    public sealed record Date(double Milliseconds) : Node;

    /// <summary>A number, string, boolean or BigInt as an object: <c>Object(5)</c>.</summary>
    public sealed record Boxed(CloneValue Value) : Node;

    public sealed record Expression(string Source, string Flags) : Node;

    public sealed record Buffer(byte[] Bytes) : Node;

    /// <param name="Kind">The constructor's name: Uint8Array, DataView, …</param>
    /// <param name="Whole">The buffer that it shows.</param>
    /// <param name="Offset">Where it begins, in bytes.</param>
    /// <param name="Length">Elements, or bytes of a DataView.</param>
    public sealed record View(string Kind, Buffer Whole, int Offset, int Length) : Node;

    public sealed record Failure(string Name, string Message, CloneValue? Cause) : Node
    {
        public CloneValue? Cause { get; set; } = Cause;
    }
}

using System.Text;
using CsCheck;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Protocol;

/// <summary>Random clients: well-behaved, mutated, and pure noise.</summary>
internal static class Gens
{
    public static readonly Gen<byte[]> Bytes = Gen.Frequency((8, Gen.Byte.Array[0, 40]), (1, Gen.Byte.Array[100, 300]), (1, Gen.Byte.Array[65_500, 65_600]));

    public static readonly Gen<string> Text = Gen.Frequency(
        (3, Gen.String[Gen.Char.AlphaNumeric, 0, 60]), (2, Gen.String[0, 40].Select(WithoutHalfCharacters)), (1, Gen.String[Gen.Char['a', 'ÿ'], 100, 400]));

    /// <summary>A whole message as a client sends it, in one frame or in fragments with control frames between.</summary>
    public static readonly Gen<byte[]> Message =
        from isText in Gen.Bool
        from text in Text
        from binary in Bytes
        from key in Gen.Byte.Array[4]
        from cuts in Gen.Double[0, 1].Array[0, 4]
        from control in Gen.OneOf(Gen.Const(Array.Empty<byte>()), ControlFrame)
        select Fragmented(isText ? Opcode.Text : Opcode.Binary, isText ? Encoding.UTF8.GetBytes(text) : binary, cuts, control, key);

    /// <summary>A whole session without its Close frame.</summary>
    public static readonly Gen<byte[]> Session = Message.Array[0, 6].Select(messages => messages.SelectMany(m => m).ToArray());

    /// <summary>A session in which some bytes were changed.</summary>
    public static readonly Gen<byte[]> Mutated =
        from session in Session.Where(s => s.Length > 0)
        from changes in Gen.Select(Gen.Double[0, 0.999], Gen.Byte).Array[1, 4]
        select Changed(session, changes);

    public static readonly Gen<byte[]> Anything = Gen.OneOf(Session, Mutated, Gen.Byte.Array[0, 200]);

    private static Gen<byte[]> ControlFrame =>
        Gen.Select(Gen.Bool, Gen.Byte.Array[0, 125], (isPing, payload) => Frames.Client(isPing ? Opcode.Ping : Opcode.Pong, payload));

    public static Gen<T> Among<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(i => items[i]);

    public static byte[] Changed(byte[] bytes, (double Where, byte What)[] changes)
    {
        var changed = bytes.ToArray();
        foreach (var (where, what) in changes) changed[(int)(where * changed.Length)] = what;
        return changed;
    }

    /// <summary>Cuts bytes into chunks at relative places.</summary>
    public static byte[][] Split(byte[] bytes, double[] cuts)
    {
        int[] borders = [0, .. cuts.Select(c => (int)(c * bytes.Length)).Order(), bytes.Length];
        return [.. borders.Zip(borders.Skip(1), (from, to) => bytes[from..to])];
    }

    private static byte[] Fragmented(Opcode opcode, byte[] payload, double[] cuts, byte[] control, byte[] key)
    {
        var parts = Split(payload, cuts);
        return [.. parts.SelectMany((part, i) =>
            Frames.Client(i == 0 ? opcode : Opcode.Continuation, part, fin: i == parts.Length - 1, key: key).Concat(i == 0 ? control : []))];
    }

    private static string WithoutHalfCharacters(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}

using System.Buffers.Text;
using System.Security.Cryptography;
using Jint;
using Jint.Native;

namespace ScriptWs.Scripting;

/// <summary>Keys and computations for <c>crypto.subtle</c>.</summary>
internal static class CryptoNatives
{
    public static void Add(NativeFunctions native)
    {
        AddSecrets(native);
        AddPairs(native);
        native.Add("toBase64Url", args => new JsString(Base64Url.EncodeToString(args.At(0).AsUint8Array())));
        native.Add("fromBase64Url", args =>
        {
            var text = args.At(0).ToString();
            return Base64Url.IsValid(text) && !text.Contains('=', StringComparison.Ordinal)
                ? NewBytes(native.Engine, Base64Url.DecodeFromChars(text))
                : JsValue.Undefined;
        });
    }

    private static void AddSecrets(NativeFunctions native)
    {
        Short("digest", 1, static a => Ciphers.Digest(a.Text(0), a.Bytes(1)));
        Short("hmac", 2, static a => Ciphers.Hmac(a.Text(0), a.Bytes(1), a.Bytes(2)));
        Short("hkdf", 1, static a => Ciphers.Hkdf(a.Text(0), a.Bytes(1), a.Bytes(2), a.Bytes(3), a.Size(4)));
        Short("aesGcm", 3, static a => Ciphers.AesGcm(a.Flag(0), a.Bytes(1), a.Bytes(2), a.Bytes(3), a.Bytes(4), a.Size(5)));
        Short("aesCbc", 3, static a => Ciphers.AesCbc(a.Flag(0), a.Bytes(1), a.Bytes(2), a.Bytes(3)));
        OffTurn.AddLong(
            native, "pbkdf2", static a => Ciphers.Pbkdf2(a.Text(0), a.Bytes(1), a.Bytes(2), a.Number(3), a.Size(4)), NewBytes);
        OffTurn.AddShort(
            native,
            "hmacMatches",
            2,
            static a => CryptographicOperations.FixedTimeEquals(Ciphers.Hmac(a.Text(0), a.Bytes(1), a.Bytes(2)), a.Bytes(3)),
            Flag);

        void Short(string name, int dataAt, Func<PlainArguments, byte[]> compute) =>
            OffTurn.AddShort(native, name, dataAt, compute, NewBytes);
    }

    private static void AddPairs(NativeFunctions native)
    {
        OffTurn.AddLong(native, "oaep", static a => Ciphers.Oaep(a.Pair(0), a.Flag(1), a.Text(2), a.Bytes(3)), NewBytes);
        OffTurn.AddLong(native, "sign", static a => Ciphers.Sign(a.Pair(0), a.Text(1), a.Text(2), a.Bytes(3)), NewBytes);
        OffTurn.AddLong(
            native, "verify", static a => Ciphers.Verify(a.Pair(0), a.Text(1), a.Text(2), a.Bytes(3), a.Bytes(4)), Flag);
        OffTurn.AddLong(native, "ecdh", static a => Ciphers.Agree(a.Pair(0), a.Pair(1), a.Size(2)), NewBytes);
        OffTurn.AddLong(native, "importPair", static a => KeyPair.Import(a.Text(0), a.Text(1), a.Fields(2), a.Text(3)), Handle);
        OffTurn.AddLong(
            native, "generatePair", static a => KeyPair.Generate(a.Text(0), (int)Math.Clamp(a.Number(1), 0, 1 << 20), a.Text(2)), Handle);
        OffTurn.AddLong(native, "exportPair", static a => a.Pair(0).Export(a.Text(1)), NewBytes);
        OffTurn.AddLong(
            native,
            "exportJwk",
            static a => a.Pair(0).ExportFields(a.Flag(1)),
            static (engine, fields) => new JsArray(engine, [.. fields.Select(field => NewBytes(engine, field))]));
        native.Add("size", args => JsNumber.Create(((HostHandle<KeyPair>)args.At(0)).Value.Size));
    }

    private static JsValue NewBytes(Engine engine, byte[] bytes) => engine.Intrinsics.Uint8Array.Construct(bytes);

    private static JsValue Flag(Engine engine, bool flag) => flag ? JsBoolean.True : JsBoolean.False;

    private static JsValue Handle(Engine engine, KeyPair pair) => new HostHandle<KeyPair>(engine, pair);
}

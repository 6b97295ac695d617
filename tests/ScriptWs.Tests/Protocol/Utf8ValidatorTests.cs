using System.Buffers;
using System.Text;
using System.Text.Unicode;
using CsCheck;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Protocol;

public sealed class Utf8ValidatorTests
{
    // Bytes at the borders of RFC 3629 §4, so that random sequences come near to characters.
    private static readonly Gen<byte[]> NearlyText = Gens.Among<byte>(
        0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF).Array[0, 7];

    [Fact]
    public void Validator_InAnySplit_AgreesWithThePlatform() =>
        Gen.Select(NearlyText, Gen.Double[0, 1].Array[0, 6]).Sample(
            (bytes, cuts) =>
            {
                var validator = default(Utf8Validator);
                var isValid = Gens.Split(bytes, cuts).All(chunk => validator.Append(chunk)) && validator.IsAtBoundary;

                Assert.Equal(Utf8.IsValid(bytes), isValid);
            },
            iter: 20_000);

    [Fact]
    public void Validator_FailsOnTheFirstImpossibleByte() =>
        NearlyText.Sample(
            bytes =>
            {
                var validator = default(Utf8Validator);
                var accepted = bytes.TakeWhile(b => validator.Append([b])).Count();

                Assert.Equal(PossibleLength(bytes), accepted);
            },
            iter: 20_000);

    [Fact]
    public void EveryCharacter_ByteByByte_IsValid()
    {
        Span<byte> bytes = stackalloc byte[4];
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            if (!Rune.TryCreate(value, out var rune)) continue;
            var length = rune.EncodeToUtf8(bytes);
            var validator = default(Utf8Validator);
            for (var i = 0; i < length; i++)
            {
                if (!validator.Append(bytes.Slice(i, 1)) || validator.IsAtBoundary != (i == length - 1)) Assert.Fail($"U+{value:X}");
            }
        }
    }

    /// <summary>The longest prefix that some valid text begins with, by the platform's decoder.</summary>
    private static int PossibleLength(byte[] bytes)
    {
        for (var length = 1; length <= bytes.Length; length++)
        {
            ReadOnlySpan<byte> rest = bytes.AsSpan(0, length);
            while (!rest.IsEmpty)
            {
                var status = Rune.DecodeFromUtf8(rest, out _, out var used);
                if (status == OperationStatus.InvalidData) return length - 1;
                if (status == OperationStatus.NeedMoreData) break;
                rest = rest[used..];
            }
        }

        return bytes.Length;
    }
}

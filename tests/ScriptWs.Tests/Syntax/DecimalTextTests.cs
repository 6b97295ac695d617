using System.Numerics;
using CsCheck;
using ScriptWs.Syntax;
using ScriptWs.Tests.Protocol;

namespace ScriptWs.Tests.Syntax;

/// <summary>A number of the wire is its digits.</summary>
public sealed class DecimalTextTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Long[0, long.MaxValue].Select(number => $"{number}"),
        Gen.String[Gens.Among("0123456789+- \t\0.,;xe_٣²\r\n".ToCharArray()), 0, 22],
        Gen.String[Gens.Among("0123456789".ToCharArray()), 0, 25]);

    [Fact]
    public void Number_OfAnyText_IsItsDigitsOrNone() => Gen.Select(Text, Gens.Among(255L, 65_535L, long.MaxValue)).Sample(
        (text, most) =>
        {
            var isNumber = text.Length is > 0 and <= 19 && text.All(char.IsAsciiDigit) && BigInteger.Parse(text, System.Globalization.CultureInfo.InvariantCulture) <= most;

            Assert.Equal(isNumber ? long.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null, DecimalText.Parse(text, most));
        },
        iter: 20_000);
}

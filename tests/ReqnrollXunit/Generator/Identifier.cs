using System.Linq;
using System.Text;

namespace ReqnrollXunit.Generator;

/// <summary>Names of classes and methods that are made of titles.</summary>
internal static class Identifier
{
    public static string Of(string title)
    {
        var name = new StringBuilder();
        var startsWord = true;
        foreach (var character in title)
        {
            if (!char.IsLetterOrDigit(character))
            {
                startsWord = true;
                continue;
            }

            name.Append(startsWord ? char.ToUpperInvariant(character) : character);
            startsWord = false;
        }

        return name.Length > 0 && char.IsLetter(name[0]) ? name.ToString() : $"_{name}";
    }
}

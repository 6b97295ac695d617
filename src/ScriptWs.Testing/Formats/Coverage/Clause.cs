using System.Globalization;

namespace ScriptWs.Testing.Formats.Coverage;

/// <summary>A clause of an RFC; without a number, the RFC as a whole.</summary>
/// <param name="Rfc">The digits of the RFC's number.</param>
/// <param name="Number">Numbers with dots between them, such as 5.5.2.</param>
internal sealed record Clause(string Rfc, string? Number) : IComparable<Clause>
{
    /// <summary>As people cite it.</summary>
    public string Name => Number is null ? $"RFC {Rfc}" : $"RFC {Rfc} §{Number}";

    /// <summary>Where it can be read.</summary>
    public string Address => $"https://www.rfc-editor.org/rfc/rfc{Rfc}" + (Number is null ? "" : $"#section-{Number}");

    /// <summary>By RFC, then by clause: 5.5.2 before 5.10.</summary>
    public int CompareTo(Clause? other)
    {
        if (other is null)
            return 1;

        var (mine, theirs) = (Parts(), other.Parts());
        var first = mine.Zip(theirs, (left, right) => left.CompareTo(right)).FirstOrDefault(order => order != 0);
        return first != 0 ? first : mine.Count.CompareTo(theirs.Count);
    }

    private List<int> Parts() =>
        [.. $"{Rfc}.{Number}".Split('.', StringSplitOptions.RemoveEmptyEntries).Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
}

using System.Globalization;

namespace ScriptWs.Tests.Architecture;

/// <summary>A limit whose exceptions are listed with their values in exceptions.txt. A value may fall, and never rises.</summary>
internal sealed class Ratchet
{
    private const string List = "tests/ScriptWs.Tests/Architecture/exceptions.txt";

    private readonly Dictionary<string, int> _listed;

    public Ratchet(string rule, int limit, string advice, IEnumerable<(string Rule, int Value, string Subject)>? listed = null)
    {
        (Rule, Limit, Advice) = (rule, limit, advice);
        _listed = (listed ?? Listed()).Where(line => line.Rule == rule).ToDictionary(line => line.Subject, line => line.Value);
    }

    public static Ratchet TypeLines { get; } = new("type-lines", 300, "give a part of its work to another type");

    public static Ratchet Neighbours { get; } = new("neighbours", 40, "give a part of its work to another type");

    public static Ratchet TypeCircle { get; } = new("type-circle", 4, "open the circle, by an interface for example");

    public static Ratchet FolderCircle { get; } = new("folder-circle", 1, "move a type, or turn an arrow round");

    public static Ratchet FolderFiles { get; } = new("folder-files", 25, "give each concept its own folder");

    public static Ratchet WideLines { get; } = new("wide-lines", 0, "break lines of more than 140 characters");

    public static Ratchet UpwardUses { get; } = new("upward-use", 0, "the table in src/ScriptWs/README.md does not allow it");

    public static IReadOnlyList<Ratchet> All { get; } =
        [TypeLines, Neighbours, TypeCircle, FolderCircle, FolderFiles, WideLines, UpwardUses];

    public string Rule { get; }

    public int Limit { get; }

    private string Advice { get; }

    /// <summary>The lines of the list: a rule, a value, and what has it.</summary>
    public static IEnumerable<(string Rule, int Value, string Subject)> Listed() =>
        from line in File.ReadLines(Repository.PathOf(List))
        where line.Length > 0 && !line.StartsWith('#')
        let parts = line.Split(' ', 3)
        select (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2]);

    /// <summary>What is over the limit, as the lines of the list would say it.</summary>
    public IEnumerable<string> Lines(IEnumerable<(string Subject, int Value)> measured) =>
        from each in measured
        where each.Value > Limit
        orderby each.Subject
        select $"{Rule} {each.Value} {each.Subject}";

    /// <summary>Fails for each value that is worse than its limit, and for each line of the list that is worse than the code.</summary>
    public void Holds(IEnumerable<(string Subject, int Value)> measured) => Violations.None(Faults(measured));

    public IEnumerable<string> Faults(IEnumerable<(string Subject, int Value)> measured)
    {
        var values = measured.ToDictionary(each => each.Subject, each => each.Value);
        var worse = values.Select(each => Worse(each.Key, each.Value));
        var better = _listed.Keys.Select(subject => Better(subject, values));
        return worse.Concat(better).OfType<string>();
    }

    private string? Worse(string subject, int value) => value > _listed.GetValueOrDefault(subject, Limit)
        ? $"{subject}: {Rule} {value}, {_listed.GetValueOrDefault(subject, Limit)} at most; {Advice}"
        : null;

    private string? Better(string subject, Dictionary<string, int> values)
    {
        var (listed, value) = (_listed[subject], values.GetValueOrDefault(subject));
        if (value >= listed)
            return null;
        return value > Limit
            ? $"{subject} is better than {List} says; write \"{Rule} {value} {subject}\" there"
            : $"{subject} is no exception any more; remove \"{Rule} {listed} {subject}\" from {List}";
    }
}

namespace ScriptWs.Tests.Architecture.Graph;

/// <summary>Finds sets whose members reach each other: strongly connected components, by Tarjan.</summary>
internal sealed class Circles<T>
    where T : notnull
{
    private readonly Func<T, IEnumerable<T>> _uses;
    private readonly Dictionary<T, int> _visited = [];
    private readonly Stack<T> _open = new();
    private readonly HashSet<T> _isOpen = [];
    private readonly List<List<T>> _found = [];

    private Circles(Func<T, IEnumerable<T>> uses) => _uses = uses;

    /// <summary>Every circle of two members and more, the largest first.</summary>
    public static List<List<T>> Of(IEnumerable<T> members, Func<T, IEnumerable<T>> uses)
    {
        var circles = new Circles<T>(uses);
        foreach (var member in members)
        {
            if (!circles._visited.ContainsKey(member))
                circles.Visit(member);
        }
        return [.. circles._found.Where(circle => circle.Count > 1).OrderByDescending(circle => circle.Count)];
    }

    private int Visit(T member)
    {
        var index = _visited.Count;
        var lowest = index;
        _visited[member] = index;
        _open.Push(member);
        _isOpen.Add(member);
        foreach (var used in _uses(member))
        {
            if (!_visited.TryGetValue(used, out var known))
                lowest = Math.Min(lowest, Visit(used));
            else if (_isOpen.Contains(used))
                lowest = Math.Min(lowest, known);
        }
        if (lowest == index)
            Close(member);
        return lowest;
    }

    private void Close(T first)
    {
        var circle = new List<T>();
        do
        {
            circle.Add(_open.Pop());
            _isOpen.Remove(circle[^1]);
        }
        while (!circle[^1].Equals(first));
        _found.Add(circle);
    }
}

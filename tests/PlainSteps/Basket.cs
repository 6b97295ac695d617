namespace PlainSteps;

/// <summary>The state of a scenario: the same object for each class of steps that takes it.</summary>
public sealed class Basket
{
    private readonly Dictionary<string, int> _pieces = [];

    public Dictionary<string, int> Prices { get; } = [];

    public int Pieces => _pieces.Values.Sum();

    public int Cents => _pieces.Sum(entry => entry.Value * Prices[entry.Key]);

    public string Bill => string.Join('\n', _pieces.Select(entry => $"{entry.Value} {entry.Key}: {entry.Value * Prices[entry.Key]} cents"));

    public void Add(string fruit, int pieces) => _pieces[fruit.TrimEnd('s')] = _pieces.GetValueOrDefault(fruit.TrimEnd('s')) + pieces;
}

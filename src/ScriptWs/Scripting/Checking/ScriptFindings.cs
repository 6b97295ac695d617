namespace ScriptWs.Scripting.Checking;

/// <summary>What is wrong with a script, as far as it can be known without running it.</summary>
internal sealed class ScriptFindings
{
    /// <summary>Sentences of each kind that are kept. More is of no use to a reader.</summary>
    private const int MaxSentences = 200;

    private readonly List<string> _problems = [];
    private readonly List<string> _warnings = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>What keeps it from loading, a sentence each.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>What loads and is hardly meant, a sentence each.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Whether it exports <c>onAuthenticate</c>.</summary>
    public bool HandlesAuthentication { get; set; }

    /// <summary>Whether one more warning would be kept. Looking for others is then of no use.</summary>
    public bool HasRoomForWarnings => _warnings.Count < MaxSentences;

    public void AddProblem(string sentence) => Add(_problems, sentence);

    public void AddWarning(string sentence) => Add(_warnings, sentence);

    private void Add(List<string> sentences, string sentence)
    {
        if (sentences.Count < MaxSentences && _known.Add(sentence)) sentences.Add(sentence);
    }
}

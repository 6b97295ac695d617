namespace ScriptWs.Configuration;

/// <summary>The rules of <c>topics</c>.</summary>
internal static class TopicOptionsRules
{
    /// <summary>Entries at most.</summary>
    public const int MaxRules = 100;

    private const int MaxLength = 256;

    /// <returns>Errors without a source.</returns>
    public static IEnumerable<ConfigurationError> Check(IReadOnlyList<TopicOptions> topics)
    {
        if (topics.Count > MaxRules) yield return Error("topics", $"must have at most {MaxRules} entries (found {topics.Count})");
        for (var i = 0; i < topics.Count; i++)
        {
            var rule = topics[i];
            if (rule.Match.Length is 0 or > MaxLength || rule.Match.Count(static c => c == '*') > 1)
                yield return Error(
                    $"topics[{i}].match",
                    $"must be a name, or a pattern with one *, as in \"chat:*\" (found {SettingValue.Quote(rule.Match)})");
            else if (topics.Take(i).Any(other => other.Match == rule.Match))
                yield return Error($"topics[{i}].match", $"is listed twice (found {SettingValue.Quote(rule.Match)}); remove one");
            if (rule is { History: 0, Presence: false })
                yield return Error($"topics[{i}]", "has no effect; set history or presence, or remove the entry");
        }
    }

    private static ConfigurationError Error(string key, string problem) => new("", key, problem);
}

namespace ScriptWs.Configuration;

/// <summary>One thing that is wrong with the configuration.</summary>
/// <param name="Source">
/// Where it stands: <c>server.json(6)</c>, <c>SCRIPTWS_LIMITS__MAXMESSAGESIZE</c>, <c>--limits:maxMessageSize</c>, or nothing
/// for options made in C#.
/// </param>
/// <param name="Key">The key, as in <c>limits.maxMessageSize</c>; empty when the whole file is meant.</param>
/// <param name="Problem">What is wrong, what was found, what to do: the end of the sentence.</param>
public sealed record ConfigurationError(string Source, string Key, string Problem)
{
    /// <summary>The whole line, as a person reads it.</summary>
    public override string ToString()
    {
        var sentence = Key.Length == 0 ? Problem : $"{Key} {Problem}";
        if (!sentence.EndsWith('?')) sentence += ".";
        return Source.Length == 0 ? sentence : $"{Source}: {sentence}";
    }
}

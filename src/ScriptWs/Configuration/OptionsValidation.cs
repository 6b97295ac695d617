namespace ScriptWs.Configuration;

/// <summary>Checks options that C# code creates.</summary>
public static class OptionsValidation
{
    /// <summary>Checks options by the rules of server.json.</summary>
    /// <param name="options">The options.</param>
    /// <returns>Every error, with its key and without a line. Empty = the options are valid.</returns>
    public static IReadOnlyList<ConfigurationError> Validate(this ScriptWsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [.. OptionsRules.Check(options)];
    }
}

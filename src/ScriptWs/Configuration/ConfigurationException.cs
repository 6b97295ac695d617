namespace ScriptWs.Configuration;

/// <summary>The configuration is wrong; every error is listed.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Creates the exception without errors.</summary>
    public ConfigurationException()
        : this(Array.Empty<ConfigurationError>())
    {
    }

    /// <summary>Creates the exception for one error that belongs to no key.</summary>
    public ConfigurationException(string message)
        : this([new ConfigurationError("configuration", "", message)])
    {
    }

    /// <summary>Creates the exception for one error that belongs to no key, with its cause.</summary>
    public ConfigurationException(string message, Exception innerException)
        : base(message, innerException) => Errors = [new ConfigurationError("configuration", "", message)];

    /// <summary>Creates the exception.</summary>
    public ConfigurationException(IReadOnlyList<ConfigurationError> errors)
        : base(string.Join('\n', errors)) => Errors = errors;

    /// <summary>What is wrong, in the order of the file.</summary>
    public IReadOnlyList<ConfigurationError> Errors { get; }
}

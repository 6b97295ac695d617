namespace ScriptWs.Cli;

/// <summary>How the log is written.</summary>
internal enum LogFormat
{
    /// <summary>A line for people: time, level, category, message.</summary>
    Line,

    /// <summary>A JSON object a line, for programs.</summary>
    Json,
}

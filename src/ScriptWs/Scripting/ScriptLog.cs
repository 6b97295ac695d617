using Microsoft.Extensions.Logging;

namespace ScriptWs.Scripting;

/// <summary>Lines that scripts write.</summary>
internal static partial class ScriptLog
{
    [LoggerMessage(EventId = 3101, Message = "{Text}")]
    public static partial void Write(ILogger logger, LogLevel level, string text);
}

namespace ScriptWs.Http.Admin;

/// <summary>One line of the log, as the admin page shows it.</summary>
internal sealed record AdminLogLine(long Number, DateTimeOffset Time, string Level, string Category, string Text);

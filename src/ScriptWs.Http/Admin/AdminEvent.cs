namespace ScriptWs.Http.Admin;

/// <summary>Something that happened to the server, as the page lists it.</summary>
/// <param name="Time">When.</param>
/// <param name="Kind"><c>watchdog</c>, <c>reload</c> or <c>admin</c>.</param>
/// <param name="Text">What.</param>
internal sealed record AdminEvent(DateTimeOffset Time, string Kind, string Text);

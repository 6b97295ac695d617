using Acornima.Ast;

namespace ScriptWs.Scripting.Checking;

/// <summary>A place of a script that reads a setting.</summary>
/// <param name="Names">The names below <c>server.settings</c>.</param>
/// <param name="Node">The place.</param>
/// <param name="IsGuarded">Whether the script expects that it is missing, as in <c>server.settings.room ?? "lobby"</c>.</param>
internal sealed record SettingUse(IReadOnlyList<string> Names, Node Node, bool IsGuarded);

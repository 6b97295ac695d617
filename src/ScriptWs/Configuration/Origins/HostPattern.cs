using System.Text.RegularExpressions;

namespace ScriptWs.Configuration;

/// <summary>One entry of <c>hosts</c>: <c>chat.example.com</c> or <c>*.example.com</c>.</summary>
internal sealed partial class HostPattern
{
    private readonly string _name;

    private HostPattern(string name) => _name = name;

    /// <returns><c>null</c> when it is no such entry.</returns>
    public static HostPattern? Parse(string text) => NameText().IsMatch(text) ? new HostPattern(text.ToLowerInvariant()) : null;

    /// <param name="name">In lower case, without a port.</param>
    public bool Matches(string name) => _name.StartsWith("*.", StringComparison.Ordinal)
        ? name.Length > _name.Length - 1 && name.EndsWith(_name[1..], StringComparison.Ordinal)
        : name == _name;

    [GeneratedRegex(@"^(\*\.)?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$")]
    private static partial Regex NameText();
}

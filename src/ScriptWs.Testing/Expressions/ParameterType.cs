using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Expressions;

/// <summary>What <c>{name}</c> stands for in a Cucumber expression: what it matches and what a step gets for it.</summary>
/// <param name="Name">The name between the braces; empty for <c>{}</c>.</param>
/// <param name="Patterns">The regular expressions that it matches.</param>
/// <param name="Transform">
/// Makes the argument of a step from what the groups of the pattern matched, or from the whole match when it has none.
/// </param>
/// <param name="UseForSnippets">Whether a suggested snippet may use it.</param>
/// <param name="PreferForRegularExpressions">Whether it wins when a group of a regular expression is the pattern of several types.</param>
/// <param name="Source">Where it is defined; <c>null</c> for those that are built in.</param>
/// <param name="TakesWhole">Whether <paramref name="Transform"/> gets the whole match and not its groups.</param>
/// <param name="Examples">What people write for it; <c>null</c> if none are given.</param>
internal sealed record ParameterType(
    string Name,
    IReadOnlyList<string> Patterns,
    Func<string?[], object?> Transform,
    bool UseForSnippets = true,
    bool PreferForRegularExpressions = false,
    SourceReference? Source = null,
    bool TakesWhole = false,
    string? Examples = null);

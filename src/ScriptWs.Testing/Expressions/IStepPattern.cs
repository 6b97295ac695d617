using System.Text.RegularExpressions;
using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Expressions;

/// <summary>A Cucumber expression or a regular expression.</summary>
internal interface IStepPattern
{
    /// <summary>The pattern as it was written.</summary>
    string Source { get; }

    StepDefinitionPatternType Type { get; }

    /// <summary>What it compiles to, for engines that match on their own.</summary>
    Regex Regex { get; }

    /// <summary>How many arguments a match gives.</summary>
    int Parameters { get; }

    /// <returns>One argument for each parameter; <c>null</c> when the text does not match.</returns>
    IReadOnlyList<StepArgument>? Match(string text);
}

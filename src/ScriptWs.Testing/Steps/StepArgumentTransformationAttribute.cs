namespace ScriptWs.Testing;

/// <summary>
/// A method that makes an argument of its own return type: from the text of a step's parameter, from the groups of
/// <see cref="Pattern"/>, or from a data table or doc string.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class StepArgumentTransformationAttribute(string? pattern = null) : Attribute
{
    /// <summary>A regular expression that the text must match; its groups are the arguments. <c>null</c>: any text, as it is.</summary>
    public string? Pattern { get; } = pattern;

    /// <summary>Makes <c>{Name}</c> a parameter type of Cucumber expressions, with the pattern.</summary>
    public string? Name { get; set; }

    /// <summary>What people write for <c>{Name}</c>, shown beside the list of steps. Default nothing.</summary>
    public string? Examples { get; set; }

    /// <summary>Whether a snippet that is suggested for an undefined step may use <c>{Name}</c>. Default yes.</summary>
    public bool UseForSnippets { get; set; } = true;
}

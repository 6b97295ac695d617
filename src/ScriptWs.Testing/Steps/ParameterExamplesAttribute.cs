namespace ScriptWs.Testing;

/// <summary>What features contain where an expression names this transformation; <c>scriptws test --list-steps</c> shows it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ParameterExamplesAttribute(string examples) : Attribute
{
    /// <summary>Some examples, separated by <c> · </c>.</summary>
    public string Examples { get; } = examples;

    /// <summary>Whether the snippet that is suggested for an undefined step may use the parameter. Default: yes.</summary>
    public bool UseForSnippets { get; set; } = true;
}

namespace ScriptWs.Testing.Expressions;

/// <summary>An expression names an undefined parameter type.</summary>
internal sealed class UndefinedParameterTypeException(string expression, string name)
    : Exception($"\"{expression}\": there is no parameter type {{{name}}}; define it, or escape the brace: \\{{{name}}}.")
{
    public string Expression { get; } = expression;

    public string Name { get; } = name;
}

using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Expressions;

/// <summary>What one parameter of an expression matched in the text of a step.</summary>
internal sealed record StepArgument(Group Group, ParameterType? Type)
{
    /// <summary>What the step gets: transformed by its type, otherwise the text; <c>null</c> when the group matched nothing.</summary>
    public object? Value
    {
        get
        {
            if (Group.Value is null) return null;
            if (Type is null) return Group.Value;

            string?[] groups = !Type.TakesWhole && Group.Children is { Count: > 0 } children ? [.. children.Select(child => child.Value)] : [Group.Value];
            return Type.Transform(groups);
        }
    }
}

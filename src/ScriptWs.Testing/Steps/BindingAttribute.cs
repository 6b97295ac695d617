namespace ScriptWs.Testing;

/// <summary>The class holds steps, hooks or transformations. One instance of it is made for each scenario that uses it.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BindingAttribute : Attribute
{
    /// <summary>What its steps are listed under. Default the name of the class, without <c>Steps</c>.</summary>
    public string? Group { get; set; }
}

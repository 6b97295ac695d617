namespace ScriptWs.Testing;

/// <summary>The order in which scenarios run.</summary>
public enum ScenarioOrder
{
    /// <summary>As written, files by their names; where several run at the same time, those tagged <c>@slow</c> begin first.</summary>
    Defined,

    /// <summary>From the last to the first.</summary>
    Reverse,

    /// <summary>By chance, to find scenarios that depend on each other.</summary>
    Random,
}

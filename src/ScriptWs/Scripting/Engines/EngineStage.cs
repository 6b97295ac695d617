namespace ScriptWs.Scripting;

/// <summary>How far an engine is.</summary>
internal enum EngineStage
{
    /// <summary>It is tried, and may change nothing outside itself: a version that is refused leaves no trace.</summary>
    Loading,

    /// <summary>Connections meet it.</summary>
    Live,

    /// <summary>Another engine has its place, while a turn of this one does not end. It runs nothing more.</summary>
    Abandoned,
}

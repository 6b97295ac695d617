namespace ScriptWs.Connections;

/// <summary>Something that must happen within a time.</summary>
internal interface IExpiring
{
    /// <summary>It happened; the deadline no longer matters.</summary>
    bool IsSettled { get; }

    /// <summary>It did not happen in time. Any thread.</summary>
    void OnExpired();
}

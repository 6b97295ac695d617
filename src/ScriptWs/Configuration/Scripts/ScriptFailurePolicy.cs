namespace ScriptWs.Configuration;

/// <summary>What happens to the connection whose event a script failed at (<c>script.onFailure</c>).</summary>
public enum ScriptFailurePolicy
{
    /// <summary>It is closed with 1011.</summary>
    Close,

    /// <summary>It stays open.</summary>
    Keep,
}

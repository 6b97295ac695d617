namespace ScriptWs.Configuration;

/// <summary>What happens to a connection when its handler fails (<c>script.onFailure</c>).</summary>
public enum ScriptFailurePolicy
{
    /// <summary>The connection is closed with 1011.</summary>
    Close,

    /// <summary>The connection stays open.</summary>
    Keep,
}

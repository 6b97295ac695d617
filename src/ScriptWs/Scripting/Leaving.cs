namespace ScriptWs.Scripting;

/// <summary>What a generation leaves to the next one.</summary>
internal enum Leaving
{
    /// <summary>All of it. The change is refused when something fails or cannot be copied.</summary>
    Everything,

    /// <summary>What onUnload returns and what can be copied. The rest stays behind.</summary>
    WhatCanBeSaved,

    /// <summary>The <c>data</c> of connections that can be copied. onUnload is not asked.</summary>
    ConnectionsOnly,
}

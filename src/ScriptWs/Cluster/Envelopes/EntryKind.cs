namespace ScriptWs.Cluster;

/// <summary>What an entry of an envelope is. The numbers are on the wire: none is ever used twice.</summary>
internal enum EntryKind : byte
{
    /// <summary>A message for connections.</summary>
    Message = 1,

    /// <summary>A node shows that it is there.</summary>
    Beat = 2,

    /// <summary>A message of a history, in an envelope without a node and a number: the topic, then what the history keeps.</summary>
    History = 3,

    /// <summary>A member of a topic has come or left.</summary>
    Presence = 4,

    /// <summary>An event for the scripts of an endpoint.</summary>
    Event = 5,

    /// <summary>What a script answers to such an event.</summary>
    Answer = 6,

    /// <summary>An attempt to log in failed or succeeded.</summary>
    Login = 7,

    /// <summary>A connection of the node that gets it is to be closed.</summary>
    Close = 8,

    /// <summary>The node that gets it is asked for a list of its connections.</summary>
    List = 9,

    /// <summary>The list.</summary>
    Listing = 10,
}

namespace ScriptWs.Configuration;

/// <summary>What a key of server.json holds.</summary>
internal enum SettingKind
{
    Section,

    /// <summary>Values under names of the user's own choice, of any depth.</summary>
    Data,
    List,

    /// <summary>Texts by names of the user's own choice.</summary>
    Map,
    Text,
    Flag,
    Number,

    /// <summary>Bytes: a number, or a text such as <c>"64KiB"</c>.</summary>
    Size,

    /// <summary>Seconds, or a text such as <c>"500ms"</c>.</summary>
    Duration,
    Choice,
}

namespace ScriptWs.Connections;

/// <summary>One message on its way to many connections: encoded once for all that get it plain, and once for a subprotocol.</summary>
/// <param name="plain">The message as it is.</param>
/// <param name="topic">Its topic; <c>null</c> when it was sent to no topic.</param>
/// <param name="position">Its position; the default for a topic without history.</param>
internal struct FanOut(SharedFrame plain, string? topic, Position position = default)
{
    private ITopicFormat? _format;
    private SharedFrame? _formatted;

    public readonly string? Topic => topic;

    /// <summary>Its position in the topic's history, as clients see it; <c>null</c> for a topic without history.</summary>
    public readonly string? Position => position.IsNone ? null : position.ToString();

    /// <summary>The frame for connections of a format.</summary>
    /// <param name="format">An <see cref="ITopicFormat"/>; <c>null</c> for none.</param>
    public SharedFrame For(object? format)
    {
        if (format is null || topic is null) return plain;

        if (_format != format)
        {
            _format = (ITopicFormat)format;
            _formatted = _format.Message(plain, topic, Position);
        }

        return _formatted!;
    }
}

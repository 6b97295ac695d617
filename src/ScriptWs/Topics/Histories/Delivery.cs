using ScriptWs.Connections;
using ScriptWs.Protocol;

namespace ScriptWs.Topics;

/// <summary>
/// Sends messages of histories. The caller holds the topic's lock and a <see cref="Cork"/> around it, so that no flush runs under the lock.
/// </summary>
internal static class Delivery
{
    /// <summary>
    /// Sends a message to the topic's subscribers. One that has no room for it is closed: when it connects again it catches up, and
    /// nothing is lost silently.
    /// </summary>
    public static void Live(ConnectionRegistry registry, string topic, HistoryEntry entry)
    {
        var message = new FanOut(entry.Frame, topic, entry.Id);
        foreach (var connection in registry.Topics.Subscribers(topic))
        {
            if (connection.Id == entry.Except) continue;
            if (connection.Send(message.For(connection.TopicFormat)) == SendResult.Dropped)
                connection.Close(CloseStatuses.ReadingTooSlowly);
        }
    }

    /// <summary>Subscribes a connection and sends it what it missed.</summary>
    /// <exception cref="TopicException">It cannot subscribe.</exception>
    public static FollowResult Begin(Connection connection, string topic, HistoryLog log, Wanted wanted)
    {
        if (!connection.Subscribe(topic) && !connection.IsSubscribed(topic))
        {
            throw new TopicException(connection.State == ConnectionState.Open
                ? $"a connection has at most {TopicLimits.MaxSubscriptions} subscriptions"
                : "the connection is closed");
        }

        var after = wanted.Since is { } since ? log.After(since) : null;
        var missed = after ?? log.Newest(wanted.Last);
        var sent = 0;
        foreach (var entry in missed)
        {
            if (connection.Id == entry.Except) continue;
            var message = new FanOut(entry.Frame, topic, entry.Id);
            if (connection.Send(message.For(connection.TopicFormat)) == SendResult.Dropped) break;
            sent++;
        }

        var isWhole = sent == missed.Count(entry => connection.Id != entry.Except);
        return new FollowResult(log.Last, isWhole && (after is not null || wanted.Since is null), sent);
    }

    /// <summary>Sends the topic's subscribers what follows a position, and tells them when some of that is not there any more.</summary>
    /// <returns>The position after the gap; <c>null</c> when nothing is lost.</returns>
    public static Position? Since(ConnectionRegistry registry, string topic, Position start, HistoryLog log)
    {
        Position? gap = null;
        var after = log.After(start);
        if (after is null)
        {
            after = [.. log.Entries.Where(entry => entry.Id.Id > start.Id)];
            gap = after.Count > 0 ? after[0].Previous : log.Last;
            Gap(registry, topic, gap.Value);
        }

        foreach (var entry in after) Live(registry, topic, entry);
        return gap;
    }

    /// <summary>Tells the topic's subscribers that messages are lost.</summary>
    public static void Gap(ConnectionRegistry registry, string topic, Position position)
    {
        SharedFrame? frame = null;
        ITopicFormat? format = null;
        foreach (var connection in registry.Topics.Subscribers(topic))
        {
            if (connection.TopicFormat is not ITopicFormat own) continue;
            if (format != own) (format, frame) = (own, own.Gap(topic, position.ToString()));
            connection.Send(frame!);
        }
    }
}

using System.Text;
using ScriptWs.Topics;

namespace ScriptWs.Cluster;

/// <summary>
/// How nodes write a member: <c>[1 has a user][16 id][user?][information]</c>. In an envelope, <c>[topic][1 is there]</c> comes before it.
/// </summary>
internal static class MemberFormat
{
    public static byte[] Write(Member member)
    {
        byte[] user = member.User is { } name ? WithLength(name) : [];
        return [user.Length == 0 ? (byte)0 : (byte)1, .. member.Id.ToByteArray(), .. user, .. member.Info];
    }

    /// <summary>The body of an entry of an envelope.</summary>
    public static byte[] WriteBody(string topic, Member member, bool isThere) =>
        [.. HistoryFormat.WriteTopic(topic), isThere ? (byte)1 : (byte)0, .. Write(member)];

    /// <returns><c>false</c> when the bytes are no member.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Member member)
    {
        member = null!;
        var fields = new FieldReader(bytes);
        if (!fields.TryByte(out var hasUser) || hasUser > 1 || !fields.TryBytes(EnvelopeFormat.IdSize, out var id)) return false;

        var user = "";
        if (hasUser == 1 && !fields.TryText(out user)) return false;
        if (fields.Rest.Length > PresenceLimits.MaxInfoSize) return false;

        member = new Member(new Guid(id), hasUser == 1 ? user : null, fields.Rest.ToArray());
        return true;
    }

    /// <returns><c>false</c> when the bytes are no change of a member.</returns>
    public static bool TryReadBody(ReadOnlySpan<byte> body, out string topic, out Member member, out bool isThere)
    {
        (member, isThere) = (null!, false);
        var fields = new FieldReader(body);
        if (!fields.TryText(out topic) || !fields.TryByte(out var state)) return false;

        isThere = state == 1;
        return TryRead(fields.Rest, out member);
    }

    private static byte[] WithLength(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        List<byte> length = [];
        var rest = (uint)utf8.Length;
        for (; rest >= 0x80; rest >>= 7) length.Add((byte)(rest | 0x80));
        return [.. length, (byte)rest, .. utf8];
    }
}

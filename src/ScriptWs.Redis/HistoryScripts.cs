namespace ScriptWs.Redis;

/// <summary>What a Redis server does with a history in one step.</summary>
internal static class HistoryScripts
{
    /// <summary>
    /// KEYS: the messages, the last id. ARGV: size, age and age of the last id in milliseconds, channel, head of the envelope,
    /// topic with its length, the first publication when it may be there already, and the payloads. Answers the first id. Ids are
    /// the server's time, so that a server which went back to an older state never gives an id away again.
    /// </summary>
    public const string Append = """
        if ARGV[7] ~= '' then
          for _, entry in ipairs(redis.call('LRANGE', KEYS[1], 0, -1)) do
            local _, head = string.find(entry, '^%d+ %d+ ')
            if head and string.sub(entry, head + 2, head + 13) == ARGV[7] then return string.match(entry, '^%d+') end
          end
        end
        local time = redis.call('TIME')
        local id = time[1] * 1000000 + time[2]
        local last = tonumber(redis.call('GET', KEYS[2]) or '0')
        if id <= last then id = last + 1 end
        local first = string.format('%.0f', id)
        local entries, envelope = {}, { ARGV[5] }
        for i = 8, #ARGV do
          local entry = string.format('%.0f %.0f ', id, last) .. ARGV[i]
          entries[#entries + 1] = entry
          local length, size = #ARGV[6] + #entry, ''
          while length > 127 do
            size = size .. string.char(length % 128 + 128)
            length = math.floor(length / 128)
          end
          envelope[#envelope + 1] = '\3' .. size .. string.char(length) .. ARGV[6] .. entry
          last = id
          id = id + 1
        end
        redis.call('SET', KEYS[2], string.format('%.0f', last), 'PX', ARGV[3])
        redis.call('LPUSH', KEYS[1], (table.unpack or unpack)(entries))
        redis.call('LTRIM', KEYS[1], 0, ARGV[1] - 1)
        redis.call('PEXPIRE', KEYS[1], ARGV[2])
        redis.call('PUBLISH', ARGV[4], table.concat(envelope))
        return first
        """;

    /// <summary>
    /// KEYS: the messages, the last id. ARGV: age of the last id in milliseconds. Answers the last id, the time, and the messages,
    /// the newest first. A history that has not begun gets a last id.
    /// </summary>
    public const string Read = """
        local time = redis.call('TIME')
        local now = string.format('%.0f', time[1] * 1000000 + time[2])
        local last = redis.call('GET', KEYS[2])
        if not last then
          last = now
          redis.call('SET', KEYS[2], last, 'PX', ARGV[1])
        end
        return { last, now, redis.call('LRANGE', KEYS[1], 0, -1) }
        """;
}

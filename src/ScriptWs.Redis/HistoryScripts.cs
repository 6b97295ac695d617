namespace ScriptWs.Redis;

/// <summary>What a Redis server does with a history in one step.</summary>
/// <remarks>
/// The last id of a history is kept with the run of the server that gave it: its process, and its time as a primary. A server that was
/// started or promoted since then can lack messages that were confirmed, and cannot know. So it goes on behind a new id, to which no
/// older position leads.
/// </remarks>
internal static class HistoryScripts
{
    /// <summary>
    /// KEYS: the messages, the last id. ARGV: size, age and age of the last id in milliseconds, channel, head of the envelope,
    /// topic with its length, the first publication when it may be there already, and the payloads. Answers the first id. Ids are
    /// the server's time, so that a server which went back to an older state never gives an id away again.
    /// </summary>
    public const string Append = LastId + """
        if ARGV[7] ~= '' then
          for _, entry in ipairs(redis.call('LRANGE', KEYS[1], 0, -1)) do
            local _, head = string.find(entry, '^%d+ %d+ ')
            if head and string.sub(entry, head + 2, head + 13) == ARGV[7] then return string.match(entry, '^%d+') end
          end
        end
        local last, run = lastId(KEYS[2], false)
        last = last or 0
        local id = math.max(now, last + 1)
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
        redis.call('SET', KEYS[2], string.format('%.0f ', last) .. run, 'PX', ARGV[3])
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
    public const string Read = LastId + """
        local last, run, isNew = lastId(KEYS[2], true)
        if not last then
          last = now
          redis.call('SET', KEYS[2], string.format('%.0f ', last) .. run, 'PX', ARGV[1])
        elseif isNew then
          redis.call('SET', KEYS[2], string.format('%.0f ', last) .. run, 'KEEPTTL')
        end
        return { string.format('%.0f', last), string.format('%.0f', now), redis.call('LRANGE', KEYS[1], 0, -1) }
        """;

    /// <summary>
    /// KEYS: the last id. ARGV: its age in milliseconds from now on. Answers it; 0 for a history that is not there.
    /// </summary>
    public const string Last = LastId + """
        local last, run, isNew = lastId(KEYS[1], true)
        if not last then return '0' end
        last = string.format('%.0f', last)
        if isNew then redis.call('SET', KEYS[1], last .. ' ' .. run) end
        redis.call('PEXPIRE', KEYS[1], ARGV[1])
        return last
        """;

    /// <summary>
    /// The last id, the run that it is to be kept with, and whether the id is new because another run gave the last one. Asking for
    /// the run doubles the time of a message: among messages of one second, the first one asks.
    /// </summary>
    private const string LastId = """
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        local function lastId(key, asks)
          local last, run = string.match(redis.call('GET', key) or '', '^(%d+) ?(%S*)')
          last = tonumber(last)
          if last and not asks and math.floor(last / 1000000) == tonumber(time[1]) then return last, run, false end
          local server, replication = redis.pcall('INFO', 'server'), redis.pcall('INFO', 'replication')
          if type(server) ~= 'string' then error('histories need the command INFO; allow it to the user (ACL SETUSER NAME +info)') end
          local this = (string.match(server, 'run_id:(%S+)') or '-') .. '/' .. (string.match(replication, 'master_replid:(%S+)') or '-')
          if not last or run == this then return last, this, false end
          return math.max(now, last + 1), this, true
        end

        """;
}

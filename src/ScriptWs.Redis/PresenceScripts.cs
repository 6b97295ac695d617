namespace ScriptWs.Redis;

/// <summary>
/// What a Redis server does with members in one step. KEYS: the nodes. ARGV begins with what all keys begin with, and the node. Keys:
/// <c>l:NODE</c> the lease, <c>t:NODE</c> its topics, <c>m:NODE:TOPIC</c> its members by id, <c>u:TOPIC</c> users of nodes that leave.
/// </summary>
internal static class PresenceScripts
{
    /// <summary>
    /// ARGV: lease in milliseconds, and 1 to remove the node's members first. Answers whether the lease was there, then topic and member of
    /// all nodes whose lease has ended. Only one node gets them, because they are removed in the same step.
    /// </summary>
    public const string Renew = """
        local prefix, node = ARGV[1], ARGV[2]
        local function take(other, found)
          for _, topic in ipairs(redis.call('SMEMBERS', prefix .. 't:' .. other)) do
            local key = prefix .. 'm:' .. other .. ':' .. topic
            if found then
              for _, member in ipairs(redis.call('HVALS', key)) do
                found[#found + 1] = topic
                found[#found + 1] = member
              end
            end
            redis.call('DEL', key)
          end
          redis.call('DEL', prefix .. 't:' .. other)
        end
        local answer = { redis.call('EXISTS', prefix .. 'l:' .. node) }
        redis.call('SET', prefix .. 'l:' .. node, '1', 'PX', ARGV[3])
        redis.call('SADD', KEYS[1], node)
        if ARGV[4] == '1' then take(node, nil) end
        for _, other in ipairs(redis.call('SMEMBERS', KEYS[1])) do
          if redis.call('EXISTS', prefix .. 'l:' .. other) == 0 then
            take(other, answer)
            redis.call('SREM', KEYS[1], other)
          end
        end
        return answer
        """;

    /// <summary>
    /// ARGV: topic, id, user and member of each change; a member that leaves is empty. Answers 1 for each that took the place of the same
    /// user on a node that leaves, otherwise 0.
    /// </summary>
    public const string Write = """
        local prefix, node = ARGV[1], ARGV[2]
        local answer = {}
        for i = 3, #ARGV, 4 do
          local topic, id, user, member = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
          local key = prefix .. 'm:' .. node .. ':' .. topic
          local moved = 0
          if member == '' then
            redis.call('HDEL', key, id)
            if redis.call('EXISTS', key) == 0 then redis.call('SREM', prefix .. 't:' .. node, topic) end
          else
            redis.call('HSET', key, id, member)
            redis.call('SADD', prefix .. 't:' .. node, topic)
            local users = prefix .. 'u:' .. topic
            local left = user ~= '' and redis.call('HGET', users, user)
            if left then
              local other, old, rest = string.match(left, '^(%x+) (%S+) ?(.*)$')
              moved = redis.call('HDEL', prefix .. 'm:' .. other .. ':' .. topic, old)
              if rest == '' then redis.call('HDEL', users, user) else redis.call('HSET', users, user, other .. ' ' .. rest) end
            end
          end
          answer[#answer + 1] = moved
        end
        return answer
        """;

    /// <summary>ARGV: the topic. Answers the members of all nodes that have a lease, but for the node.</summary>
    public const string Read = """
        local answer = {}
        for _, other in ipairs(redis.call('SMEMBERS', KEYS[1])) do
          if other ~= ARGV[2] and redis.call('EXISTS', ARGV[1] .. 'l:' .. other) == 1 then
            local key = ARGV[1] .. 'm:' .. other .. ':' .. ARGV[3]
            for _, member in ipairs(redis.call('HVALS', key)) do answer[#answer + 1] = member end
          end
        end
        return answer
        """;

    /// <summary>ARGV: grace in milliseconds, then topic, user, and the user's ids with spaces between them.</summary>
    public const string Leave = """
        redis.call('SET', ARGV[1] .. 'l:' .. ARGV[2], '1', 'PX', ARGV[3])
        for i = 4, #ARGV, 3 do
          local users = ARGV[1] .. 'u:' .. ARGV[i]
          redis.call('HSET', users, ARGV[i + 1], ARGV[2] .. ' ' .. ARGV[i + 2])
          redis.call('PEXPIRE', users, ARGV[3])
        end
        """;
}

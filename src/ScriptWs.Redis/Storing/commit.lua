-- Makes the changes of a commit together, or none of them.
-- KEYS: 1 entries (hash), 2 keys in their order (sorted set), 3 keys by expiry (sorted set), 4 usage (hash), 5 the last version.
-- An entry is "version expiry length-of-owner owner" and its value, where an empty expiry is none.
-- ARGV: now, owner, four quotas; the number of checks, then key and version of each ("" = absent);
--   the number of writes, then of each: key, version that was seen ("" = absent, "*" = any), "set" or "delete",
--   expiry, "keep" to leave an expiry as it was, value.
local now, owner, at = tonumber(ARGV[1]), ARGV[2], 7

local function whole(number) return string.format('%.0f', number) end

local function find(key)
  local entry = redis.call('HGET', KEYS[1], key)
  if not entry then return nil end
  local version, expires, length, start = string.match(entry, '^(%d+) (%d*) (%d+) ()')
  local stop = start + tonumber(length)
  return {
    entry = entry, version = version, expires = expires, owner = string.sub(entry, start, stop - 1),
    size = #key + #entry - stop + 1,
  }
end

local function live(one)
  if one and (one.expires == '' or tonumber(one.expires) > now) then return one end
  return nil
end

local function versionOf(one) return one and one.version or '' end

local function count(name, keys, bytes)
  if keys == 0 and bytes == 0 then return end
  redis.call('HINCRBY', KEYS[4], 'keys', whole(keys))
  redis.call('HINCRBY', KEYS[4], 'bytes', whole(bytes))
  redis.call('HINCRBY', KEYS[4], 'keys of ' .. name, whole(keys))
  redis.call('HINCRBY', KEYS[4], 'bytes of ' .. name, whole(bytes))
end

local function remove(key)
  redis.call('HDEL', KEYS[1], key)
  redis.call('ZREM', KEYS[2], key)
  redis.call('ZREM', KEYS[3], key)
end

local function used(field) return tonumber(redis.call('HGET', KEYS[4], field) or '0') end

-- What has expired, up to a bound: a commit takes no longer because much has expired.
for _, key in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', ARGV[1], 'LIMIT', '0', '100')) do
  local one = find(key)
  remove(key)
  if one then count(one.owner, -1, -one.size) end
end

local checks = tonumber(ARGV[at])
at = at + 1
for _ = 1, checks do
  if versionOf(live(find(ARGV[at]))) ~= ARGV[at + 1] then return { 'check' } end
  at = at + 2
end

local writes, moved = {}, false
local number = tonumber(ARGV[at])
at = at + 1
for i = 1, number do
  local write = {
    key = ARGV[at], isSet = ARGV[at + 2] == 'set', expires = ARGV[at + 3], keeps = ARGV[at + 4] == 'keep', value = ARGV[at + 5],
  }
  write.before = find(write.key)
  write.present = live(write.before)
  if ARGV[at + 1] ~= '*' and versionOf(write.present) ~= ARGV[at + 1] then moved = true end
  writes[i] = write
  at = at + 6
end

if moved then
  local found = { 'moved' }
  for _, write in ipairs(writes) do found[#found + 1] = write.present and write.present.entry or '' end
  return found
end

local changes, allKeys, allBytes = {}, 0, 0
local function change(name, keys, bytes)
  local one = changes[name] or { keys = 0, bytes = 0 }
  one.keys, one.bytes = one.keys + keys, one.bytes + bytes
  changes[name], allKeys, allBytes = one, allKeys + keys, allBytes + bytes
end

for _, write in ipairs(writes) do
  if write.isSet then change(owner, 1, #write.key + #write.value) end
  if write.before then change(write.before.owner, -1, -write.before.size) end
end

-- The server's own keys count for no quota.
local own = changes[owner] or { keys = 0, bytes = 0 }
local keys, bytes = used('keys') - used('keys of $scriptws'), used('bytes') - used('bytes of $scriptws')
local ownKeys, ownBytes = used('keys of ' .. owner), used('bytes of ' .. owner)
local function exceeds(added, present, limit)
  limit = tonumber(limit)
  return added > 0 and limit > 0 and present + added > limit
end

if exceeds(allKeys, keys, ARGV[3]) or exceeds(allBytes, bytes, ARGV[4])
  or exceeds(own.keys, ownKeys, ARGV[5]) or exceeds(own.bytes, ownBytes, ARGV[6]) then
  return {
    'quota', whole(keys), whole(bytes), whole(ownKeys), whole(ownBytes),
    whole(allKeys), whole(allBytes), whole(own.keys), whole(own.bytes),
  }
end

-- Versions are times: they grow after a broker has lost its last writes, too.
local version = 0
if number > 0 then
  local time = redis.call('TIME')
  version = tonumber(time[1]) * 1000000 + tonumber(time[2])
  local last = tonumber(redis.call('GET', KEYS[5]) or '0')
  if version <= last then version = last + 1 end
  redis.call('SET', KEYS[5], whole(version + number))
end

local results = {}
for _, write in ipairs(writes) do
  if write.isSet then
    local expires = write.expires
    if expires == '' and write.keeps and write.present then expires = write.present.expires end
    version = version + 1
    redis.call('HSET', KEYS[1], write.key, whole(version) .. ' ' .. expires .. ' ' .. #owner .. ' ' .. owner .. write.value)
    redis.call('ZADD', KEYS[2], '0', write.key)
    if expires == '' then redis.call('ZREM', KEYS[3], write.key) else redis.call('ZADD', KEYS[3], expires, write.key) end
    results[#results + 1] = whole(version)
  else
    remove(write.key)
    results[#results + 1] = '0'
  end
  results[#results + 1] = write.present and '1' or '0'
end

for name, one in pairs(changes) do count(name, one.keys, one.bytes) end

local done = { 'done', whole(used('keys')), whole(used('bytes')) }
for _, result in ipairs(results) do done[#done + 1] = result end
return done

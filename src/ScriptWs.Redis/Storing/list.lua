-- Reads entries in the order of their keys. It stops after a bound of keys or bytes, so that the broker is not held up.
-- KEYS: 1 entries (hash), 2 keys in their order (sorted set).
-- ARGV: now, where to begin and to end (as ZRANGEBYLEX takes them), how many at most.
-- Returns "end" or "more", the last key that was looked at, then key and entry of each that was found.
local maxLooks, maxBytes = 10, 4194304
local now, from, left, bytes = tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[4]), 0
local found = { 'end', '' }
for _ = 1, maxLooks do
  local keys = redis.call('ZRANGEBYLEX', KEYS[2], from, ARGV[3], 'LIMIT', '0', string.format('%.0f', left))
  if #keys == 0 then return found end
  for _, key in ipairs(keys) do
    local entry = redis.call('HGET', KEYS[1], key)
    local expires = entry and string.match(entry, '^%d+ (%d*) ')
    if expires and (expires == '' or tonumber(expires) > now) then
      found[#found + 1] = key
      found[#found + 1] = entry
      left = left - 1
      bytes = bytes + #entry
    end
    found[2] = key
    if bytes > maxBytes and left > 0 then
      found[1] = 'more'
      return found
    end
  end
  if left == 0 then return found end
  from = '(' .. found[2]
end
found[1] = 'more'
return found

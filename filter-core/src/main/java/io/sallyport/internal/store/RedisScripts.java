package io.sallyport.internal.store;

/** The Lua scripts that Redis executes atomically. */
final class RedisScripts {

  // One entry per key: a hash contains its times, one set its number, which a change makes the
  // highest, the other set its end. ARGV: key, before, until, the end of expired entries.
  static final String REVOKE =
      "local b, u = tonumber(ARGV[2]), tonumber(ARGV[3])\n"
          + "local found = redis.call('HGET', KEYS[1], ARGV[1])\n"
          + "if found then\n"
          + "  local fb, fu = string.match(found, '^(-?%d+)|(-?%d+)$')\n"
          + "  if tonumber(fb) >= b and tonumber(fu) >= u then return 0 end\n"
          + "  if tonumber(fb) > b then ARGV[2] = fb end\n"
          + "  if tonumber(fu) > u then ARGV[3] = fu end\n"
          + "end\n"
          + "redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. '|' .. ARGV[3])\n"
          + "redis.call('ZADD', KEYS[2], redis.call('INCR', KEYS[4]), ARGV[1])\n"
          + "redis.call('ZADD', KEYS[3], ARGV[3], ARGV[1])\n"
          + "for _, over in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', ARGV[4], 'LIMIT',"
          + " 0, 100)) do\n"
          + "  redis.call('HDEL', KEYS[1], over)\n"
          + "  redis.call('ZREM', KEYS[2], over) redis.call('ZREM', KEYS[3], over)\n"
          + "end\n"
          + "return 1";
  // Another epoch means that the list was lost. A lower number means that it was restored from an
  // older copy. ARGV: a new epoch, the epoch and number of the cursor, the size of a page.
  static final String SINCE =
      "local e = redis.call('GET', KEYS[3])\n"
          + "if not e then e = ARGV[1] redis.call('SET', KEYS[3], e) end\n"
          + "local n = redis.call('GET', KEYS[4]) or '0'\n"
          + "if ARGV[2] ~= '' and (e ~= ARGV[2] or tonumber(ARGV[3]) > tonumber(n)) then\n"
          + "  return {'', '0'}\n"
          + "end\n"
          + "local page = redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. ARGV[3], '+inf',"
          + " 'WITHSCORES', 'LIMIT', 0, ARGV[4])\n"
          + "local r = {e, n}\n"
          + "for i = 1, #page, 2 do\n"
          + "  r[#r + 1] = page[i] .. '|' .. (redis.call('HGET', KEYS[1], page[i]) or '')\n"
          + "end\n"
          + "if #page == 2 * tonumber(ARGV[4]) then r[2] = page[#page] end\n"
          + "return r";
  static final String FIND = "return redis.call('HMGET', KEYS[1], unpack(ARGV))";
  // Moves some entries of an earlier version's list, which had one per call. Returns how many are
  // left.
  static final String MOVE =
      "local revoke = function(k, b, u)\n"
          + "  local found = redis.call('HGET', KEYS[1], k)\n"
          + "  if found then\n"
          + "    local fb, fu = string.match(found, '^(-?%d+)|(-?%d+)$')\n"
          + "    if tonumber(fb) > tonumber(b) then b = fb end\n"
          + "    if tonumber(fu) > tonumber(u) then u = fu end\n"
          + "  end\n"
          + "  redis.call('HSET', KEYS[1], k, b .. '|' .. u)\n"
          + "  redis.call('ZADD', KEYS[2], redis.call('INCR', KEYS[4]), k)\n"
          + "  redis.call('ZADD', KEYS[3], u, k)\n"
          + "end\n"
          + "for _, old in ipairs(redis.call('ZRANGE', KEYS[5], 0, 499)) do\n"
          + "  local k, b, u = string.match(old, '^%d+|(.-)|(-?%d+)|(-?%d+)$')\n"
          + "  if k then revoke(k, b, u) end\n"
          + "  redis.call('ZREM', KEYS[5], old)\n"
          + "end\n"
          + "local left = redis.call('ZCARD', KEYS[5])\n"
          + "if left == 0 then redis.call('DEL', KEYS[6], KEYS[7], KEYS[8]) end\n"
          + "return left";
  static final String ROTATE =
      "local c = redis.call('GET', KEYS[1])\n"
          + "if not c then return 'UNKNOWN' end\n"
          + "if c ~= ARGV[1] then redis.call('DEL', KEYS[1]) return 'REUSED' end\n"
          + "local rest = math.max(1, redis.call('PTTL', KEYS[1]))\n"
          + "redis.call('SET', KEYS[1], ARGV[2], 'PX', rest)\n"
          + "return 'DONE'";
  // A key has its own count, or shares one of a fixed number of cells in this span and the one
  // before. ARGV: the window, the cell, whether new keys share. Returns the count, and whether it
  // is a new count of the key's own.
  static final String COUNT =
      "if redis.call('EXISTS', KEYS[1]) == 1 then return {redis.call('INCR', KEYS[1]), 0} end\n"
          + "local cell = '#' .. ARGV[2]\n"
          + "local n = 1 + redis.call('BITFIELD', KEYS[2], 'GET', 'u16', cell)[1]"
          + " + redis.call('BITFIELD', KEYS[3], 'GET', 'u16', cell)[1]\n"
          + "if ARGV[3] == '1' then\n"
          + "  redis.call('BITFIELD', KEYS[2], 'OVERFLOW', 'SAT', 'INCRBY', 'u16', cell, 1)\n"
          + "  redis.call('PEXPIRE', KEYS[2], 2 * tonumber(ARGV[1]))\n"
          + "  return {n, 0}\n"
          + "end\n"
          + "redis.call('SET', KEYS[1], n, 'PX', ARGV[1])\n"
          + "return {n, 1}";
  // One set contains the order of the sessions, the other their ends.
  static final String OPEN =
      "for _, over in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[3])) do\n"
          + "  redis.call('ZREM', KEYS[1], over) redis.call('ZREM', KEYS[2], over)\n"
          + "end\n"
          + "redis.call('ZADD', KEYS[1], redis.call('INCR', KEYS[3]), ARGV[1])\n"
          + "redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])\n"
          + "local rest = math.max(redis.call('PTTL', KEYS[2]), tonumber(ARGV[4]))\n"
          + "redis.call('PEXPIRE', KEYS[1], rest) redis.call('PEXPIRE', KEYS[2], rest)\n"
          // All but the newest.
          + "return redis.call('ZRANGE', KEYS[1], 0, -1 - tonumber(ARGV[5]))";
  static final String CLOSE =
      "redis.call('ZREM', KEYS[2], ARGV[1]) return redis.call('ZREM', KEYS[1], ARGV[1])";

  private RedisScripts() {}
}

package io.sallyport.internal.store;

/** What Redis does in one step; it runs each script alone. */
final class RedisScripts {

  // The log's number goes up with each entry. The epoch tells a log from one that was lost; a
  // number that went down, one that was put back as it was earlier.
  static final String REVOKE =
      "local n = redis.call('INCR', KEYS[3])\n"
          + "redis.call('ZADD', KEYS[1], n, n .. '|' .. ARGV[1])\n"
          + "redis.call('ZADD', KEYS[2], ARGV[2], n .. '|' .. ARGV[1])\n"
          + "for _, over in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[3], 'LIMIT',"
          + " 0, 100)) do redis.call('ZREM', KEYS[1], over) redis.call('ZREM', KEYS[2], over) end\n"
          + "return n";
  static final String SINCE =
      "local e = redis.call('GET', KEYS[2])\n"
          + "if not e then e = ARGV[1] redis.call('SET', KEYS[2], e) end\n"
          + "local n = redis.call('GET', KEYS[3]) or '0'\n"
          + "local from = 0\n"
          + "if e == ARGV[2] and tonumber(ARGV[3]) <= tonumber(n) then from = ARGV[3] end\n"
          + "local r = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. from, '+inf')\n"
          + "table.insert(r, 1, n)\n"
          + "table.insert(r, 1, e)\n"
          + "return r";
  static final String ROTATE =
      "local c = redis.call('GET', KEYS[1])\n"
          + "if not c then return 'UNKNOWN' end\n"
          + "if c ~= ARGV[1] then redis.call('DEL', KEYS[1]) return 'REUSED' end\n"
          + "local rest = math.max(1, redis.call('PTTL', KEYS[1]))\n"
          + "redis.call('SET', KEYS[1], ARGV[2], 'PX', rest)\n"
          + "return 'DONE'";
  static final String COUNT =
      "local n = redis.call('INCR', KEYS[1])\n"
          + "if n == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end\n"
          + "return n";
  // One set knows their order, the other their ends.
  static final String OPEN =
      "for _, over in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[3])) do\n"
          + "  redis.call('ZREM', KEYS[1], over) redis.call('ZREM', KEYS[2], over)\n"
          + "end\n"
          + "redis.call('ZADD', KEYS[1], redis.call('INCR', KEYS[3]), ARGV[1])\n"
          + "redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])\n"
          + "local rest = math.max(redis.call('PTTL', KEYS[2]), tonumber(ARGV[4]))\n"
          + "redis.call('PEXPIRE', KEYS[1], rest) redis.call('PEXPIRE', KEYS[2], rest)\n"
          // All but the newest of them.
          + "return redis.call('ZRANGE', KEYS[1], 0, -1 - tonumber(ARGV[5]))";
  static final String CLOSE =
      "redis.call('ZREM', KEYS[2], ARGV[1]) return redis.call('ZREM', KEYS[1], ARGV[1])";

  private RedisScripts() {}
}

// limiter.js
const BURST = 3; // messages at once
const PER_SECOND = 0.1; // then one every ten seconds

export function onConnect(connection) {
  connection.data = { tokens: BURST, at: Date.now() };
}

export function onMessage(connection, text) {
  if (!take(connection.data)) return connection.send("slow down");
  server.broadcast(text);
}

function take(bucket) {
  const now = Date.now();
  bucket.tokens = Math.min(BURST, bucket.tokens + ((now - bucket.at) / 1000) * PER_SECOND);
  bucket.at = now;
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}

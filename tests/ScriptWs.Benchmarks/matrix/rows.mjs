// The rows of the matrix: what is sent where, in the words of load/. Rows that may lose are those where an interpreter meets a compiler.
import { deflateRawSync, constants } from 'node:zlib';

const invoices = Array.from({ length: 14 }, (_, i) => ({ number: 4000 + i, amount: 19.5 * i + 5, due: 1_740_000_000 + i * 86_400, paid: i % 3 === 0 }));
const list = Array.from({ length: 14 }, (_, i) => ({ title: `chapter ${i + 1}`, pages: 11 * i + 7, read: i % 2 === 0, tags: ['draft', 'book'] }));

/** Messages of more than plain letters. "%R.." becomes the name of the room, which ten connections share. */
export const payloads = {
  say: '{"kind":"say","room":"%R..","body":"Does anybody know when the train leaves?"}',
  request: JSON.stringify({ id: 12, method: 'overdue', params: { since: 1_740_700_000, invoices } }),
  join: '/join %R..',
  chat: 'Does anybody know when the train leaves?',
  text: 'The new timetable is out (see https://example.org/trains?from=here), and it starts on Monday; most of the people I met — not all — '
    + 'had read http://example.com/notes before. "Why so early?" asked Zoë, who lives at the end of the line and likes to sleep.',
  list: JSON.stringify(list),
};

/** The list, as a client sends it without context takeover (RFC 7692 §7.2.1). */
export const compressed = deflateRawSync(payloads.list, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4);

const row = (id, title, path, options = {}) => ({ id, title, path, mode: 'talk', wire: 'plain', ...options });

export const rows = [
  row('echo', 'echo of 64 bytes', '/', { mode: 'echo' }),
  row('echo-16', 'the same, 16 in flight', '/', { mode: 'echo', depth: 16 }),
  row('fanout', 'broadcast to 1,000, 4 in flight', '/fanout', { mode: 'fanout', connections: 1000, depth: 4 }),
  row('fanout-10k', 'broadcast to 10,000', '/fanout', { mode: 'fanout', connections: 10_000 }),
  row('room', 'JSON, checked and sent to a room of 10', '/room?%R..', { payload: 'say', fan: 10 }),
  row('room-16', 'the same, 16 in flight', '/room?%R..', { payload: 'say', fan: 10, depth: 16 }),
  row('rpc', 'a request with 1 KB of JSON', '/rpc', { payload: 'request' }),
  row('rpc-16', 'the same, 16 in flight', '/rpc', { payload: 'request', depth: 16 }),
  row('tick', "a game's state, 5 KB of JSON to 100", '/tick', { senders: 1 }),
  row('chat', 'the chat, rooms of 10, 4 in flight', '/chat', { first: 'join', payload: 'chat', fan: 10, depth: 4 }),
  row('text', 'split, match, replace, 4 in flight', '/text', { payload: 'text', depth: 4 }),
  row('loop', '10,000 additions', '/loop', { connections: 20, mayLose: true }),
  row('sort', '1,000 numbers in order', '/sort', { connections: 20, mayLose: true }),
  row('hash', 'a hash over 1 KB, 16 times', '/hash', { connections: 20, size: 1024, mayLose: true }),
  row('binary', 'echo of 256 bytes, binary, 4 in flight', '/', { mode: 'echo', binary: true, size: 256, depth: 4 }),
  row('patch', 'each of 256 bytes changed, 4 in flight', '/patch', { binary: true, size: 256, depth: 4, mayLose: true }),
  row('handshake', 'opening handshakes', '/', { mode: 'connect' }),
  row('deflate', 'echo of 1 KB, compressed, 4 in flight', '/', { payload: 'list', compressed: true, depth: 4, wire: 'compressed' }),
  row('tls', 'echo over TLS 1.3', '/', { mode: 'echo', wire: 'tls' }),
  row('tls-16', 'the same, 16 in flight', '/', { mode: 'echo', depth: 16, wire: 'tls' }),
  row('tls-handshake', 'TLS and opening handshakes', '/', { mode: 'connect', connections: 20, wire: 'tls' }),
  row('large', 'echo of 64 KB, 10 connections', '/', { mode: 'echo', connections: 10, size: 65_536 }),
  row('huge', 'echo of 1 MB, 10 connections', '/', { mode: 'echo', connections: 10, size: 1 << 20 }),
];

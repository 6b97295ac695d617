// Asks each server once, before anything is measured: those that answer otherwise must not be compared.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { payloads } from './rows.mjs';

const { WebSocket } = createRequire(join(import.meta.dirname, '../peers/package.json'))('ws');
const letters = (size) => Array.from({ length: size }, (_, i) => String.fromCharCode(97 + (i % 26))).join('');

/** The last of the messages that a row's message causes. A guest's number depends on who came before. */
export async function answerOf(row, port) {
  const socket = new WebSocket(`${row.wire === 'tls' ? 'wss' : 'ws'}://127.0.0.1:${port}${inRoom(row.path)}`, {
    rejectUnauthorized: false,
    perMessageDeflate: row.wire === 'compressed',
  });
  let last = '';
  let heard = Date.now();
  socket.on('message', (data, binary) => {
    last = `${binary ? 'binary' : 'text'} ${data.toString('latin1')}`;
    heard = Date.now();
  });
  try {
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    if (row.first) socket.send(inRoom(payloads[row.first]));
    await quiet(200);
    last = '';
    const payload = row.payload ? inRoom(payloads[row.payload]) : letters(row.size ?? 64);
    socket.send(row.binary ? Buffer.from(payload) : payload);
    for (let waited = 0; last === '' && waited < 15_000; waited += 50) await quiet(50);
    await quiet(200);
  } catch (error) {
    return `error ${error.message}`;
  } finally {
    socket.terminate();
  }
  return last.replace(/guest-\d+/, 'guest');

  async function quiet(time) {
    heard = Math.max(heard, Date.now() - time);
    do await new Promise((resolve) => setTimeout(resolve, 20)); while (Date.now() - heard < time);
  }
}

const inRoom = (text) => text.replaceAll('%R..', 'r000');

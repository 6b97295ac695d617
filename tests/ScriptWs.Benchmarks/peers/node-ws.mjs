// Node with the ws package. Payloads stay buffers where a handler only forwards them, which is the fastest way of ws.
// With TLS_CERTIFICATE and TLS_KEY (PEM files) it speaks TLS; with COMPRESSION it offers permessage-deflate.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { WebSocket, WebSocketServer } from 'ws';
import { routes } from './routes.mjs';

const { TLS_CERTIFICATE, TLS_KEY, COMPRESSION } = process.env;
const topics = new Map();

class Client {
  data = {};

  constructor(socket) {
    this.socket = socket;
  }

  send(data) {
    this.socket.send(data, { binary: typeof data !== 'string' && this.binary });
  }

  subscribe(topic) {
    if (!topics.has(topic)) topics.set(topic, new Set());
    topics.get(topic).add(this);
  }

  unsubscribe(topic) {
    topics.get(topic)?.delete(this);
  }

  publish(topic, text) {
    publish(topic, text, this);
  }
}

function publish(topic, data, except) {
  for (const client of topics.get(topic) ?? []) {
    if (client !== except && client.socket.readyState === WebSocket.OPEN) client.socket.send(data, { binary: false });
  }
}

const handlers = await routes({ publish });
const forwards = new Set(['/', '/fanout']);
const http = TLS_CERTIFICATE ? createSecureServer({ cert: readFileSync(TLS_CERTIFICATE), key: readFileSync(TLS_KEY) }) : createServer();
const sockets = new WebSocketServer({
  server: http,
  maxPayload: 4 << 20,
  perMessageDeflate: COMPRESSION ? { threshold: 0, serverNoContextTakeover: true, clientNoContextTakeover: true } : false,
});
sockets.on('connection', (socket, request) => {
  const [path, query] = request.url.split('?');
  const [handler, client] = [handlers[path], new Client(socket)];
  socket.on('error', () => {});
  socket.on('message', (data, binary) => {
    client.binary = binary;
    if (forwards.has(path)) handler.message(client, data);
    else handler.message(client, binary ? new Uint8Array(data.buffer, data.byteOffset, data.length) : data.toString());
  });
  socket.on('close', () => {
    for (const members of topics.values()) members.delete(client);
    handler.close?.(client);
  });
  handler.open?.(client, query);
});
http.listen(0, '127.0.0.1', () => console.log(`listening on ${TLS_CERTIFICATE ? 'wss' : 'ws'}://127.0.0.1:${http.address().port}/`));

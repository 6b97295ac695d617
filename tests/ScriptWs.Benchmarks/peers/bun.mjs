// Bun, with its own topics.
// With TLS_CERTIFICATE and TLS_KEY (PEM files) it speaks TLS; with COMPRESSION it offers permessage-deflate.
import { routes } from './routes.mjs';

const { TLS_CERTIFICATE, TLS_KEY, COMPRESSION } = process.env;

class Client {
  data = {};

  constructor(socket) {
    this.socket = socket;
  }

  send(data) {
    this.socket.send(data);
  }

  subscribe(topic) {
    this.socket.subscribe(topic);
  }

  unsubscribe(topic) {
    this.socket.unsubscribe(topic);
  }

  publish(topic, text) {
    this.socket.publish(topic, text);
  }
}

const handlers = await routes({ publish: (topic, data) => host.publish(topic, data) });
const host = Bun.serve({
  tls: TLS_CERTIFICATE ? { cert: Bun.file(TLS_CERTIFICATE), key: Bun.file(TLS_KEY) } : undefined,
  hostname: '127.0.0.1',
  port: 0,
  fetch(request, server) {
    const { pathname, search } = new URL(request.url);
    if (server.upgrade(request, { data: { handler: handlers[pathname], query: search.slice(1) } })) return undefined;
    return new Response('a WebSocket client is expected', { status: 426 });
  },
  websocket: {
    perMessageDeflate: COMPRESSION ? { compress: 'shared', decompress: 'shared' } : false,
    maxPayloadLength: 4 << 20,
    backpressureLimit: 8 << 20,
    open(socket) {
      socket.data.client = new Client(socket);
      socket.data.handler.open?.(socket.data.client, socket.data.query);
    },
    message(socket, data) {
      socket.data.handler.message(socket.data.client, data);
    },
    close(socket) {
      socket.data.handler.close?.(socket.data.client);
    },
  },
});

console.log(`listening on ${TLS_CERTIFICATE ? 'wss' : 'ws'}://127.0.0.1:${host.port}/`);

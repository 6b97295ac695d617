// Node with the ws package: "/" echoes, "/fanout" sends each message to everybody, the sender included.
// The handlers are the ones that the documentation of ws shows; payloads stay buffers, which is its fastest way.
// With TLS_CERTIFICATE and TLS_KEY (PEM files) it speaks TLS.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { WebSocket, WebSocketServer } from 'ws';

const { TLS_CERTIFICATE, TLS_KEY } = process.env;
const server = TLS_CERTIFICATE ? createSecureServer({ cert: readFileSync(TLS_CERTIFICATE), key: readFileSync(TLS_KEY) }) : createServer();
const sockets = new WebSocketServer({ server });

sockets.on('connection', (socket, request) => {
  socket.on('error', () => {});
  if (request.url === '/fanout') {
    socket.on('message', (data, binary) => {
      for (const client of sockets.clients) {
        if (client.readyState === WebSocket.OPEN) client.send(data, { binary });
      }
    });
  } else {
    socket.on('message', (data, binary) => socket.send(data, { binary }));
  }
});

server.listen(0, '127.0.0.1', () => console.log(`listening on ${TLS_CERTIFICATE ? 'wss' : 'ws'}://127.0.0.1:${server.address().port}/`));

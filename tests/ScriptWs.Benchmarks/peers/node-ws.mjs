// Node with the ws package: "/" echoes, "/fanout" sends each message to everybody, the sender included.
// The handlers are the ones that the documentation of ws shows; payloads stay buffers, which is its fastest way.
import { createServer } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';

const server = createServer();
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

server.listen(0, '127.0.0.1', () => console.log(`listening on ws://127.0.0.1:${server.address().port}/`));

// Bun: "/" echoes, "/fanout" publishes each message to everybody, the sender included (server.publish, not socket.publish).
const server = Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  fetch(request, server) {
    const fanout = new URL(request.url).pathname === '/fanout';
    if (server.upgrade(request, { data: { fanout } })) return undefined;
    return new Response('a WebSocket client is expected', { status: 426 });
  },
  websocket: {
    open(socket) {
      if (socket.data.fanout) socket.subscribe('all');
    },
    message(socket, message) {
      if (socket.data.fanout) server.publish('all', message);
      else socket.send(message);
    },
  },
});

console.log(`listening on ws://127.0.0.1:${server.port}/`);

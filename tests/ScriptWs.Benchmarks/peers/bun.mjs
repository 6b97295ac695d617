// Bun: "/" echoes, "/fanout" publishes each message to everybody, the sender included (server.publish, not socket.publish).
// With TLS_CERTIFICATE and TLS_KEY (PEM files) it speaks TLS.
const { TLS_CERTIFICATE, TLS_KEY } = process.env;
const server = Bun.serve({
  tls: TLS_CERTIFICATE ? { cert: Bun.file(TLS_CERTIFICATE), key: Bun.file(TLS_KEY) } : undefined,
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

console.log(`listening on ${TLS_CERTIFICATE ? 'wss' : 'ws'}://127.0.0.1:${server.port}/`);

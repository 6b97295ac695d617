// The handlers of Node and Bun, over a connection of either: send, subscribe, unsubscribe, publish, and `all` for everybody.
import * as work from '../handlers/work.js';

/** @param {{ publish(topic: string, text: string): void }} server What the chat calls `server`, as in ScriptWs. */
export async function routes(server) {
  globalThis.server = server;
  const chat = await import('../../../scripts/chat.js');
  const answer = (make) => ({ message: (client, data) => client.send(make(data)) });
  return {
    '/': answer((data) => data),
    '/fanout': { open: (client) => client.subscribe('all'), message: (client, data) => server.publish('all', data) },
    '/room': {
      open: (client, query) => client.subscribe(query),
      message(client, data) {
        const message = work.routed(data);
        if (message) server.publish(message.topic, message.text);
      },
    },
    '/rpc': answer(work.answered),
    '/tick': { open: (client) => client.subscribe('game'), message: () => server.publish('game', work.moved()) },
    '/chat': { open: chat.onConnect, message: chat.onMessage, close: chat.onDisconnect },
    '/text': answer(work.summary),
    '/loop': answer(work.counted),
    '/sort': answer(work.sorted),
    '/hash': answer(work.hashed),
    '/patch': answer(work.patched),
  };
}

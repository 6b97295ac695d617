// rpc.js
const methods = {
  add: ({ a, b }) => a + b,
  whoami: (_, connection) => connection.id,
  async slowly({ text }) {
    await new Promise((done) => setTimeout(done, 10));
    return text.toUpperCase();
  },
};

export async function onMessage(connection, text) {
  let request;
  try {
    request = JSON.parse(text);
  } catch {
    return reply(connection, { id: null, error: { code: -32700, message: "not JSON" } });
  }

  const { id = null, method, params = {} } = request;
  if (!Object.hasOwn(methods, method)) {
    return reply(connection, { id, error: { code: -32601, message: "no such method" } });
  }

  try {
    reply(connection, { id, result: await methods[method](params, connection) });
  } catch (error) {
    console.warn(method, error);
    reply(connection, { id, error: { code: -32000, message: "failed" } });
  }
}

function reply(connection, message) {
  connection.send(JSON.stringify({ jsonrpc: "2.0", ...message }));
}

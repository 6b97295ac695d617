// presence.js
export function onUpgrade(request) {
  const user = new URLSearchParams(request.query).get("user");
  return user ? { data: { user } } : { status: 400, body: "Add ?user=" };
}

export function onConnect(connection) {
  connection.subscribe("presence");
  connection.send(JSON.stringify({ online: [...new Set(users())].sort() }));
  if (count(connection.data.user) === 1) tell(connection, "online"); // the first tab
}

export function onDisconnect(connection) {
  if (count(connection.data.user) === 0) tell(connection, "offline"); // the last tab
}

function users() {
  return [...server.connections].filter(({ state }) => state === "open").map(({ data }) => data.user);
}

function count(user) {
  return users().filter((other) => other === user).length;
}

function tell(connection, state) {
  server.broadcast(JSON.stringify({ [state]: connection.data.user }), { topic: "presence", except: connection });
}

// game.js
const SIZE = 100; // the field wraps around
const steps = { up: [0, -1], down: [0, 1], left: [-1, 0], right: [1, 0] };
let ticks;
let changed = false;

export function onStart() {
  ticks ??= setInterval(tick, 50); // 20 times per second
}

export function onConnect(connection) {
  connection.data = { x: SIZE / 2, y: SIZE / 2 };
  changed = true;
}

export function onMessage(connection, text) {
  const step = Object.hasOwn(steps, text) ? steps[text] : null;
  if (!step) return connection.close(4000, "unknown move");
  const player = connection.data;
  player.x = (player.x + step[0] + SIZE) % SIZE;
  player.y = (player.y + step[1] + SIZE) % SIZE;
  changed = true;
}

export function onDisconnect() {
  changed = true;
}

function tick() {
  if (!changed) return; // nothing moved: nothing to send
  changed = false;
  const players = [...server.connections].map(({ data }) => [data.x, data.y]);
  server.broadcast(JSON.stringify(players));
}

// @ts-check
import { Given, When, Then, DataTable, assert, defineParameterType, world } from "scriptws/testing";

// Steps of rooms.feature. What a scenario calls a client is the name that it gives to the server too.

defineParameterType({ name: "names", regexp: /[a-z]+(?: and [a-z]+)+/, transformer: (text) => text.split(" and ") });

Given("the rooms are open", () => world.serve({ script: "scripts/rooms.js" }));

Given("{word} is in no room", (name) => comeIn(name));

Given("{word} is in the room {string}", (name, room) => comeIn(name, room));

Given("{names} are in the room {string}", async (names, room) => {
  for (const name of names) await comeIn(name, room);
  // Earlier clients receive a message about each later one; the scenario continues after that.
  for (const [at, name] of names.entries()) {
    for (const later of names.slice(at + 1)) assert.deepEqual(await next(name), { type: "came", room, from: later });
  }
});

When("{word} joins {string}", (name, room) => send(name, { type: "join", room }));

When("{word} says {string} in {string}", (name, text, room) => send(name, { type: "say", room, text }));

When("{word} leaves {string}", (name, room) => send(name, { type: "leave", room }));

When("{word} hangs up", (name) => world.client(name).close());

When("{word} writes {}", (name, text) => world.client(name).send(text));

When("a client connects without a name", async () => {
  await world.connect("Guest", { path: "/" });
});

Then("{word} hears:", async (name, /** @type {DataTable} */ table) => {
  for (const expected of table.hashes()) {
    const heard = Object.entries(await next(name)).map(([key, value]) => [key, String(value)]); // a table holds texts
    assert.deepEqual(Object.fromEntries(heard), expected);
  }
});

Then("{word} is told {string}", async (name, reason) => {
  assert.deepEqual(await next(name), { type: "error", reason });
});

Then("{word} hears nothing more", async (name) => {
  await world.clock.advance(0); // all that is under way arrives
  await world.client(name).send("the last message");
  assert.deepEqual(await next(name), { type: "error", reason: "Send a JSON object." });
});

Then("{word} may go on", async (name) => {
  await send(name, { type: "join", room: "garden" });
  assert.partialDeepStrictEqual(await next(name), { type: "joined", room: "garden" });
});

Then("{word} is rejected with status {int}", (name, status) => {
  assert.equal(world.client(name).status, status);
});

/** Connects a client, and lets it join a room. @param {string} name @param {string} [room] */
async function comeIn(name, room) {
  await world.connect(name, { path: `/?name=${name}` });
  if (room === undefined) return;
  await send(name, { type: "join", room });
  assert.partialDeepStrictEqual(await next(name), { type: "joined", room });
}

/** @param {string} name @param {object} message */
function send(name, message) {
  return world.client(name).send(JSON.stringify(message));
}

/** The next message of a client, which must be JSON. @param {string} name */
async function next(name) {
  return JSON.parse(String(await world.client(name).receive()));
}

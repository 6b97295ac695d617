// @ts-check
/// <reference path="scriptws.d.ts" />

// Rooms for programs, one topic each: every message is a JSON object, and so is every answer.
//
//   what you send                                   what you receive
//   { "type": "join", "room": "garden" }            { "type": "joined", "room": "garden", "people": 2 }
//   { "type": "say", "room": …, "text": … }         { "type": "said", "room": …, "from": …, "text": … }, by all others in the room
//   { "type": "leave", "room": "garden" }           { "type": "left", "room": "garden" }
//   anything else                                   { "type": "error", "reason": … }
//
// Clients in a room also receive { "type": "came", … } and { "type": "went", … } for the others.
// features/rooms.feature says what may be relied on, and features/steps.js tries it.

const NAME = /^[a-z0-9-]{1,20}$/;
const MAX_ROOMS = 10; // of one client

/** @typedef {{ name: string, rooms: Set<string> }} Guest */
/** @typedef {ScriptWs.Connection<Guest>} Member */

/** @type {ScriptWs.OnUpgrade} */
export function onUpgrade(request) {
  const name = new URLSearchParams(request.query).get("name") ?? "";
  if (!NAME.test(name)) return { status: 400, body: "Add your name: /?name=anna (a-z, 0-9, -)." };
  return { data: { name, rooms: new Set() } };
}

/** @type {ScriptWs.OnMessage<Guest>} */
export function onMessage(connection, text) {
  const message = parse(text);
  if (!message) return refuse(connection, "Send a JSON object.");
  const { type, room } = message;
  const command = commands.get(type);
  if (!command) return refuse(connection, "The type is one of: join, say, leave.");
  if (typeof room !== "string" || !NAME.test(room)) return refuse(connection, "A room's name is 1 to 20 of a-z, 0-9 and -.");
  command(connection, room, message);
}

/** @type {ScriptWs.OnDisconnect<Guest>} */
export function onDisconnect(connection) {
  for (const room of connection.data.rooms) tell(connection, room, { type: "went" });
}

/** @type {Map<unknown, (connection: Member, room: string, message: any) => void>} */
const commands = new Map([["join", join], ["say", say], ["leave", leave]]);

/** @param {Member} connection @param {string} room */
function join(connection, room) {
  const { rooms } = connection.data;
  if (rooms.has(room)) return refuse(connection, `You are in ${room} already.`);
  if (rooms.size >= MAX_ROOMS) return refuse(connection, `You are in ${MAX_ROOMS} rooms; leave one first.`);
  rooms.add(room);
  connection.subscribe(room);
  answer(connection, { type: "joined", room, people: server.subscriberCount(room) });
  tell(connection, room, { type: "came" });
}

/** @param {Member} connection @param {string} room @param {{ text?: unknown }} message */
function say(connection, room, { text }) {
  if (!connection.data.rooms.has(room)) return refuse(connection, `You are not in ${room}; join it first.`);
  if (typeof text !== "string" || text.trim() === "") return refuse(connection, "Say something: the text is empty.");
  tell(connection, room, { type: "said", text });
}

/** @param {Member} connection @param {string} room */
function leave(connection, room) {
  if (!connection.data.rooms.delete(room)) return refuse(connection, `You are not in ${room}.`);
  connection.unsubscribe(room);
  answer(connection, { type: "left", room });
  tell(connection, room, { type: "went" });
}

/** To everybody else in the room. @param {Member} connection @param {string} room @param {{ type: string, text?: string }} news */
function tell(connection, room, { type, text }) {
  connection.publish(room, JSON.stringify({ type, room, from: connection.data.name, text }));
}

/** @param {Member} connection @param {string} reason */
function refuse(connection, reason) {
  answer(connection, { type: "error", reason });
}

/** @param {Member} connection @param {object} message */
function answer(connection, message) {
  connection.send(JSON.stringify(message));
}

/** The JSON object in a text, or nothing. @param {string} text */
function parse(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

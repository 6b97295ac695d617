// @ts-check
/// <reference path="scriptws.d.ts" />

// A chat with rooms, for any WebSocket client, and for the page in public/: one line of plain text per message.
// It keeps its state in module-level variables, so it runs with "dispatch": "serial" (the default).
//
//   what you send                        what you receive
//   hello            say it in the room  * text           news: who came, who left, the answer to a command
//   /name NEW        change your name    ! text           what you sent could not be done, and what to do instead
//   /join ROOM       go to a room        <anna> text      said in your room, by yourself too
//   /who             who is here         # 09:30 <anna> text   said before you came (UTC)
//   /rooms           which rooms exist   (from anna) text      said to nobody but you
//   /msg NAME TEXT   say it to one       (to bert) text        said by you to nobody but bert
//   /typing          I am typing         ~ anna           is typing (only to those who sent /typing themselves)
//   /help            list the commands
//
// The first character tells a program, such as the page, what it has in hand.

const LOBBY = "lobby";
const MAX_ROOMS = 100; // then the first empty room makes place for a new one
const MAX_HISTORY = 50; // lines kept for each room
const MAX_TEXT = 2000; // characters of one message
const NAME = /^[\p{L}\p{N}_-]{1,20}$/u; // of a person or a room
const NAME_RULE = "1 to 20 letters, digits, - or _";

/** @typedef {{ name: string, room: string, typing?: boolean }} Person */
/** @typedef {ScriptWs.Connection<Person>} Member */
/** @typedef {{ members: Set<Member>, history: string[] }} Room */

/** @type {Map<string, Room>} */
let rooms = new Map([[LOBBY, newRoom()]]);
/** @type {Map<string, Member>} everybody, by name in lower case: Anna and anna cannot both be here */
let people = new Map();
let guests = 0;

/** @type {ScriptWs.OnConnect<Person>} */
export function onConnect(connection) {
  do guests++; while (people.has(`guest-${guests}`));
  const name = `guest-${guests}`;
  connection.data = { name, room: "" };
  people.set(name, connection);
  connection.send(`* Welcome, ${name}. /name NEW changes your name, /help lists the commands.`);
  enter(connection, LOBBY);
}

/** @type {ScriptWs.OnMessage<Person>} */
export function onMessage(connection, text) {
  if (text.length > MAX_TEXT) return refuse(connection, `At most ${MAX_TEXT} characters, please.`);

  // One message is one line: control characters would let a text pose as a line of somebody else.
  const line = text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
  if (line === "") return;
  if (!line.startsWith("/")) return say(connection, line);

  const [word, rest] = cut(line.slice(1));
  const command = commands.get(word.toLowerCase());
  if (!command) return refuse(connection, `There is no /${word.slice(0, 20)}. /help lists the commands.`);
  command.run(connection, rest);
}

/** @type {ScriptWs.OnDisconnect<Person>} */
export function onDisconnect(connection) {
  people.delete(connection.data.name.toLowerCase());
  leave(connection);
}

/** @type {ScriptWs.OnShutdown} */
export function onShutdown() {
  server.broadcast("* The chat is closing.");
}

// Saving this file changes the chat while people talk in it; who is where moves along.
/** @type {ScriptWs.OnUnload} */
export function onUnload() {
  return { rooms, people, guests };
}

/** @type {ScriptWs.OnLoad} */
export function onLoad(state) {
  ({ rooms, people, guests } = state);
}

/** @type {Map<string, { usage: string, run: (connection: Member, rest: string) => void }>} */
const commands = new Map([
  ["name", { usage: "/name NEW", run: rename }],
  ["join", { usage: "/join ROOM", run: join }],
  ["who", { usage: "/who", run: who }],
  ["rooms", { usage: "/rooms", run: listRooms }],
  ["msg", { usage: "/msg NAME TEXT", run: whisper }],
  ["typing", { usage: "/typing", run: type }],
  ["help", { usage: "/help", run: help }],
]);

/** @param {Member} connection @param {string} text */
function say(connection, text) {
  const { name, room } = connection.data;
  const history = roomOf(room).history;
  history.push(`# ${new Date().toISOString().slice(11, 16)} <${name}> ${text}`);
  if (history.length > MAX_HISTORY) history.shift();
  server.publish(topic(room), `<${name}> ${text}`);
}

/** @param {Member} connection @param {string} wanted */
function rename(connection, wanted) {
  if (!NAME.test(wanted)) return refuse(connection, `A name is ${NAME_RULE}: /name anna`);
  const old = connection.data.name;
  const holder = people.get(wanted.toLowerCase());
  if (holder && holder !== connection) return refuse(connection, `${wanted} is taken; choose another name.`);

  people.delete(old.toLowerCase());
  people.set(wanted.toLowerCase(), connection);
  connection.data.name = wanted;
  server.publish(topic(connection.data.room), `* ${old} is now ${wanted}.`);
}

/** @param {Member} connection @param {string} wanted */
function join(connection, wanted) {
  const name = wanted.toLowerCase();
  if (!NAME.test(name)) return refuse(connection, `A room's name is ${NAME_RULE}: /join garden`);
  if (name === connection.data.room) return refuse(connection, `You are in ${name} already.`);
  if (!rooms.has(name) && !makePlace()) return refuse(connection, `There are ${MAX_ROOMS} rooms already. /rooms lists them.`);

  leave(connection);
  enter(connection, name);
}

/** @param {Member} connection */
function who(connection) {
  const { room } = connection.data;
  const names = [...roomOf(room).members].map((member) => member.data.name).sort();
  connection.send(`* In ${room} (${names.length}): ${names.slice(0, 100).join(", ")}${names.length > 100 ? ", …" : ""}`);
}

/** @param {Member} connection */
function listRooms(connection) {
  const list = [...rooms].map(([name, room]) => `${name} (${room.members.size})`).sort();
  connection.send(`* Rooms: ${list.join(", ")}`);
}

/** @param {Member} connection @param {string} rest */
function whisper(connection, rest) {
  const [name, text] = cut(rest);
  if (text === "") return refuse(connection, "Whom, and what? /msg anna See you at nine.");
  const other = people.get(name.toLowerCase());
  if (!other) return refuse(connection, `${name.slice(0, 20)} is not here. /who lists the people in your room.`);

  other.send(`(from ${connection.data.name}) ${text}`);
  connection.send(`(to ${other.data.name}) ${text}`);
}

/** Who tells of its own typing hears of that of others; "/typing on" is said by a program that begins. @param {Member} connection @param {string} rest */
function type(connection, rest) {
  const { name, room } = connection.data;
  connection.data.typing = true;
  connection.subscribe(typingIn(room));
  if (rest === "") connection.publish(typingIn(room), `~ ${name}`);
}

/** @param {Member} connection */
function help(connection) {
  connection.send(`* Commands: ${[...commands.values()].map((command) => command.usage).join(", ")}. Anything else is said in the room.`);
}

/** @param {Member} connection @param {string} name */
function enter(connection, name) {
  const room = roomOf(name);
  connection.data.room = name;
  connection.send(`* You are in ${name}, with ${room.members.size} other${room.members.size === 1 ? "" : "s"}.`);
  for (const line of room.history) connection.send(line);
  room.members.add(connection);
  connection.subscribe(topic(name));
  if (connection.data.typing) connection.subscribe(typingIn(name));
  connection.publish(topic(name), `* ${connection.data.name} came.`);
}

/** @param {Member} connection */
function leave(connection) {
  const { name, room } = connection.data;
  roomOf(room).members.delete(connection);
  connection.unsubscribe(topic(room));
  connection.unsubscribe(typingIn(room));
  server.publish(topic(room), `* ${name} left.`);
}

/** @param {string} name @returns {Room} */
function roomOf(name) {
  let room = rooms.get(name);
  if (!room) rooms.set(name, (room = newRoom()));
  return room;
}

/** Whether there is a place for one more room; an empty one (never the lobby) is forgotten for it. */
function makePlace() {
  if (rooms.size < MAX_ROOMS) return true;
  for (const [name, room] of rooms) {
    if (name !== LOBBY && room.members.size === 0) return rooms.delete(name);
  }
  return false;
}

/** @returns {Room} */
function newRoom() {
  return { members: new Set(), history: [] };
}

/** The first word and what follows it. @param {string} line @returns {[string, string]} */
function cut(line) {
  const space = line.indexOf(" ");
  return space < 0 ? [line, ""] : [line.slice(0, space), line.slice(space + 1).trim()];
}

/** @param {string} room */
function topic(room) {
  return `room/${room}`;
}

/** @param {string} room */
function typingIn(room) {
  return `typing/${room}`;
}

/** @param {Member} connection @param {string} text */
function refuse(connection, text) {
  connection.send(`! ${text}`);
}

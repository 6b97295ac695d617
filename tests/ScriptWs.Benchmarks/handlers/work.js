// What the handlers of all servers do, in plain JavaScript. Each function takes what came and returns what goes out.

/** A message for a room: checked, stamped, and where it goes. @param {string} text @returns {{ topic: string, text: string } | undefined} */
export function routed(text) {
  const { kind, room, body } = JSON.parse(text);
  if (kind !== "say" || typeof room !== "string" || typeof body !== "string") return undefined;
  if (body.length === 0 || body.length > 400) return undefined;
  return { topic: room, text: JSON.stringify({ kind: "said", room, body, time: 1_750_000_000_000 }) };
}

/** A remote procedure over a list of some 1 KB. @param {string} text */
export function answered(text) {
  const { id, method, params } = JSON.parse(text);
  const call = procedures[method];
  return JSON.stringify(call ? { id, result: call(params) } : { id, error: `there is no ${method}` });
}

const procedures = {
  overdue({ since, invoices }) {
    const late = invoices.filter((invoice) => !invoice.paid && invoice.due < since);
    return { count: late.length, total: late.reduce((total, invoice) => total + invoice.amount, 0), late };
  },
};

class Ship {
  constructor(number) {
    this.number = number;
    this.x = (number * 37) % 1000;
    this.y = (number * 91) % 1000;
    this.dx = (number % 7) - 3;
    this.dy = (number % 5) - 2;
  }

  move() {
    this.x = (this.x + this.dx + 1000) % 1000;
    this.y = (this.y + this.dy + 1000) % 1000;
  }
}

const ships = Array.from({ length: 200 }, (_, number) => new Ship(number));
let step = 0;

/** A step of a game: 200 ships move, and their places are some 5 KB. */
export function moved() {
  step++;
  for (const ship of ships) ship.move();
  return JSON.stringify({ step, ships: ships.map(({ number, x, y }) => ({ number, x, y })) });
}

/** Words, links and a title of a text. @param {string} text */
export function summary(text) {
  const words = text.split(" ").filter((word) => word !== "");
  const links = [...text.matchAll(/https?:\/\/\S+/g)].length;
  const plain = text.replace(/[^\p{L}\p{N} ]/gu, "").replaceAll("  ", " ").trim();
  const title = words.slice(0, 12).map((word) => word[0].toUpperCase() + word.slice(1).toLowerCase()).join(" ");
  return `${words.length} words, ${links} links: ${title.padEnd(90, ".")} (${plain.length} characters)`;
}

/** Ten thousand additions. */
export function counted() {
  let sum = 0;
  for (let i = 0; i < 10_000; i++) sum = (sum + i * 3) | 0;
  return `${sum}`;
}

/** A thousand numbers in order. */
export function sorted() {
  let seed = 7;
  const numbers = Array.from({ length: 1000 }, () => (seed = (seed * 48_271) % 2_147_483_647));
  numbers.sort((one, other) => one - other);
  return `${numbers[0]} ${numbers[500]} ${numbers[999]}`;
}

/** FNV-1a over the text, sixteen times. @param {string} text */
export function hashed(text) {
  let hash = 0x811c9dc5;
  for (let round = 0; round < 16; round++) {
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0).toString(16);
}

/** Counts up the number at the beginning, and turns the bits of each byte behind it. @param {Uint8Array} bytes */
export function patched(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  view.setUint32(0, view.getUint32(0) + 1);
  for (let i = 4; i < bytes.length; i++) bytes[i] ^= 0xff;
  return bytes;
}

// @ts-check
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

// What the page is made of. What others wrote becomes text nodes only, never markup.

const MAX_LINES = 500; // of messages, of a conversation
const NOTICE = 6000; // milliseconds that a notice stays

/** @type {number | undefined} */
let noticeEnds;

/** @param {string} id @returns {any} */
export const at = (id) => document.getElementById(id);

/** @param {string} tag @param {string} [text] */
export function element(tag, text) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  return made;
}

/** @param {string} text @param {string} [kind] */
export function cell(text, kind) {
  const made = element("td", text);
  if (kind) made.className = kind;
  return made;
}

/** @param {string} id @param {HTMLElement[][]} list */
export function rows(id, list) {
  at(id).replaceChildren(...list.map((cells) => {
    const row = element("tr");
    row.append(...cells);
    return row;
  }));
}

/** @param {string} text @param {string} label @param {() => void} run */
export function act(text, label, run) {
  const button = element("button", text);
  button.className = "plain";
  button.setAttribute("type", "button");
  button.setAttribute("aria-label", label);
  button.onclick = run;
  return button;
}

/** @param {string | Date} time @param {string} tag @param {string} text @param {string} [kind] */
export function entry(time, tag, text, kind) {
  const item = element("li");
  const when = element("time", new Date(time).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" }));
  when.setAttribute("datetime", new Date(time).toISOString());
  const label = element("span", tag);
  label.className = "tag";
  const words = element("span", text);
  if (kind) words.className = kind;
  item.append(when, ...(tag ? [label] : []), words);
  return item;
}

/** @param {HTMLElement} list @param {string | Date} time @param {string} tag @param {string} text */
export function line(list, time, tag, text) {
  const follow = following(list);
  list.append(entry(time, tag, text));
  while (list.childElementCount > MAX_LINES) list.firstElementChild?.remove();
  follow();
}

/** Who looks at the end of a list goes on looking at its end. @param {HTMLElement} list @returns {() => void} */
export function following(list) {
  const box = /** @type {HTMLElement} */ (list.parentElement);
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
  return () => { if (atEnd) box.scrollTop = box.scrollHeight; };
}

/** @param {string} text */
export function notice(text) {
  at("notice").textContent = text;
  clearTimeout(noticeEnds);
  noticeEnds = setTimeout(() => at("notice").textContent = "", NOTICE);
}

// @ts-check
// Numbers as people read them.

/** @param {number} value */
export function whole(value) {
  return Math.round(value).toLocaleString("en");
}

/** @param {number} bytes */
export function size(bytes) {
  for (const unit of ["B", "KiB", "MiB"]) {
    if (bytes < 1024) return `${bytes < 10 && unit !== "B" ? bytes.toFixed(1) : Math.round(bytes)} ${unit}`;
    bytes /= 1024;
  }
  return `${bytes.toFixed(1)} GiB`;
}

/** @param {number} seconds */
export function span(seconds) {
  const parts = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  const units = ["d", "h", "min", "s"];
  const first = parts.findIndex((part) => part > 0);
  return first < 0 ? "0 s" : parts.slice(first, first + 2).map((part, index) => `${part} ${units[first + index]}`).join(" ");
}

/** The end of an id: in a cluster the beginning is the node's. @param {string} id */
export function short(id) {
  return id.slice(-8);
}

/** @param {string | null} time */
export function when(time) {
  return time ? new Date(time).toLocaleString() : "never";
}

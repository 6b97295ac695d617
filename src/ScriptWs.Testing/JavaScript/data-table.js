// The table under a step, with the names of cucumber-js. Plain language, no host objects.

import { inspect } from "./inspect.js";

/** The table under a step: rows of cells, all of them text. What its methods return is the caller's own. */
export class DataTable {
  /** @param {string[][]} rows */
  constructor(rows) {
    const isTable = Array.isArray(rows) && rows.every((row) => Array.isArray(row) && row.length === rows[0].length
      && row.every((cell) => typeof cell === "string"));
    if (!isTable) throw new TypeError(`A DataTable is made from rows of the same length whose cells are texts, but this is ${inspect(rows)}.`);
    this.cells = Object.freeze(rows.map((row) => Object.freeze([...row])));
    Object.freeze(this);
  }

  /** All rows. */
  raw() {
    return this.cells.map((row) => [...row]);
  }

  /** The rows under the header. */
  rows() {
    return this.raw().slice(1);
  }

  /** An object for each row under the header, with the header's names. */
  hashes() {
    const [header = [], ...rows] = this.cells;
    requireUnique(header, "hashes()", "columns");
    return rows.map((row) => Object.fromEntries(row.map((cell, column) => [header[column], cell])));
  }

  /** One object: the names are in the first column, the values in the second. */
  rowsHash() {
    const columns = this.cells[0]?.length ?? 2;
    if (columns !== 2) throw new Error(`rowsHash() takes a table of two columns, name and value, but this one has ${columns}.`);
    requireUnique(this.cells.map(([name]) => name), "rowsHash()", "rows");
    return Object.fromEntries(this.cells);
  }

  /** A table whose rows are the columns of this one. */
  transpose() {
    const [header = []] = this.cells;
    return new DataTable(header.map((_, column) => this.cells.map((row) => row[column])));
  }
}

function requireUnique(names, method, kind) {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`${method} would lose a value: the table has two ${kind} with the name ${inspect(twice)}.`);
}

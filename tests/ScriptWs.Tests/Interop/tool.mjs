// Uses the installed command as a person would: node tool.mjs SCRIPTWS NEW_FOLDER
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { talk } from "./talk.mjs";

const [scriptws, folder] = process.argv.slice(2);
const run = (...words) => execFileSync(scriptws, words, { encoding: "utf8" });

assert.match(run("--version"), /^\d+\.\d+\.\d+/);
run("new", folder, "--template", "echo");
run("check", `${folder}/server.json`);
assert.match(execFileSync(scriptws, ["test"], { encoding: "utf8", cwd: folder }), /2 scenarios \(2 passed\)/);
console.log("its features pass");

await talk(folder, scriptws, "run", "--listen", "127.0.0.1:0");

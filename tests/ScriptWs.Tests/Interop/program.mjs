// Talks to a program that somebody wrote: node program.mjs FOLDER COMMAND...
import { talk } from "./talk.mjs";

const [folder, command, ...words] = process.argv.slice(2);
await talk(folder, command, ...words);

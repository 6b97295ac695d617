// Measures the prose of Markdown pages: node .ci/readability.mjs [COMMIT]
// Prints words per sentence (median, 90th percentile, maximum) for README.md, docs and the rest. Code, tables and headings do not count.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const commit = process.argv[2];
const git = (...args) => execFileSync("git", args, { encoding: "utf8", maxBuffer: 1 << 28 });
const files = git("ls-tree", "-r", "--name-only", commit ?? "HEAD").split("\n").filter((file) => /\.md$/.test(file));
const read = (file) => (commit ? git("show", `${commit}:${file}`) : readFileSync(file, "utf8"));

const groups = {
  "README.md": (file) => file === "README.md",
  "docs": (file) => /^docs\/[\w-]+\.md$/.test(file) && !file.endsWith("script-api.md"),
  "CHANGELOG, CONTRIBUTING, SECURITY": (file) => /^(CHANGELOG|CONTRIBUTING|SECURITY)\.md$/.test(file),
  "README and PACKAGE under src": (file) => /^src\/.*(README|PACKAGE)\.md$/.test(file),
};

for (const [name, belongs] of Object.entries(groups)) {
  const lengths = files.filter(belongs).flatMap((file) => sentences(read(file))).map(words).filter((count) => count > 1).sort((a, b) => a - b);
  if (lengths.length === 0) continue;
  const at = (share) => lengths[Math.min(lengths.length - 1, Math.floor(lengths.length * share))];
  const long = lengths.filter((count) => count > 20).length;
  console.log(`${name}: ${lengths.length} sentences, median ${at(0.5)}, p90 ${at(0.9)}, max ${lengths.at(-1)}, ${Math.round((100 * long) / lengths.length)} % over 20 words`);
}

/** The sentences of the paragraphs and list items of a page. */
function sentences(text) {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, "\n").replace(/^( {4}|\||#).*$/gm, "\n").replace(/<!--[\s\S]*?-->/g, "");
  const items = prose.replace(/^\s*(?:[*-]|\d+\.) /gm, "\n\n").split(/\n\s*\n/);
  return items.flatMap((item) => item.replace(/\s+/g, " ").split(/(?<=[.!?:])\s+(?=[\p{Lu}`"[(*])/u));
}

function words(sentence) {
  return sentence.replace(/`[^`]*`/g, "code").replace(/\]\([^)]*\)/g, "").split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

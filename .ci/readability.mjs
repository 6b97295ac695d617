// Measures the prose of Markdown pages: node .ci/readability.mjs [COMMIT]
// Prints words per sentence (median, 90th percentile, maximum) and the share of passive sentences for README.md, docs and the rest.
// Code, tables and headings do not count. A form of "be" before a participle counts as passive, so the share is an estimate.
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

const irregular = "built|bound|bought|chosen|cut|done|drawn|found|given|held|kept|known|left|let|lost|made|meant|met|put|read|run|said|seen|sent|set|shown|taken|told|thrown|understood|written";
const passive = new RegExp(`\\b(?:is|are|was|were|be|been|being)\\s+(?:not\\s+|never\\s+|also\\s+|only\\s+)?(?:\\w+ed|${irregular})\\b`, "i");

for (const [name, belongs] of Object.entries(groups)) {
  const all = files.filter(belongs).flatMap((file) => sentences(read(file))).filter((sentence) => words(sentence) > 1);
  if (all.length === 0) continue;
  const lengths = all.map(words).sort((a, b) => a - b);
  const at = (share) => lengths[Math.min(lengths.length - 1, Math.floor(lengths.length * share))];
  const long = lengths.filter((count) => count > 20).length;
  const percent = (count) => `${Math.round((100 * count) / all.length)} %`;
  const isPassive = all.filter((sentence) => passive.test(sentence)).length;
  console.log(`${name}: ${all.length} sentences, median ${at(0.5)}, p90 ${at(0.9)}, max ${lengths.at(-1)}, ${percent(long)} over 20 words, ${percent(isPassive)} passive`);
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

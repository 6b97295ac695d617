// Prepares the pages of the documentation site: node .ci/site.mjs, then docfx with docs/site/docfx.json.
// The table of contents is docs/README.md. Files of the repository that pages link to are copied as text, and folders lose their link.
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";

const target = "artifacts/site/pages";
rmSync("artifacts/site", { recursive: true, force: true });

// Where each page goes: the start page is README.md, and the folder docs is the root.
const pages = new Map([["README.md", "index.md"], ["docs/README.md", "contents.md"]]);
for (const name of ["CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"]) pages.set(name, name.toLowerCase());
for (const folder of ["docs", "docs/decisions"])
  for (const name of readdirSync(folder).filter((name) => name.endsWith(".md")))
    if (!pages.has(`${folder}/${name}`)) pages.set(`${folder}/${name}`, join(folder, name).replace(/^docs\//, "").replace("README", "index"));

for (const [source, page] of pages) write(page, rewriteLinks(source, page, readFileSync(source, "utf8")));
write("toc.yml", contents());

function rewriteLinks(source, page, text) {
  const parts = text.split(/^(```[\s\S]*?^```)$/m); // links outside code
  return parts.map((part) => (part.startsWith("```") ? part : part.replace(/(!?)\[((?:[^\]`]|`[^`]*`)*)\]\(([^)\s]+)\)/g, link))).join("");

  function link(whole, image, label, address) {
    if (/^(https?:|#|mailto:)/.test(address)) return whole;
    const [file, anchor] = address.split("#");
    const found = normalize(join(dirname(source), file)).replace(/\/$/, "");
    if (!existsSync(found)) throw new Error(`${source}: ${address} does not exist`);
    if (statSync(found).isDirectory()) return label;
    const to = pages.get(found) ?? copy(found);
    return `${image}[${label}](${relative(dirname(page), to)}${anchor ? `#${anchor}` : ""})`;
  }
}

/** A file that is no page, as text that every browser shows. */
function copy(file) {
  const to = `files/${file.replaceAll(/^\.|\/\./g, "/").replace(/^\//, "")}.txt`;
  mkdirSync(dirname(join(target, to)), { recursive: true });
  copyFileSync(file, join(target, to));
  return to;
}

/** The headings and rows of docs/README.md, as docfx wants them. */
function contents() {
  const lines = ["items:", "- name: ScriptWs", "  href: index.md"];
  for (const line of readFileSync("docs/README.md", "utf8").split("\n")) {
    const [, heading] = /^## (.*)/.exec(line) ?? [];
    const [, name, href] = /^\| \[([^\]]+)\]\(([^)]+)\)/.exec(line) ?? [];
    if (heading) lines.push(`- name: ${heading}`, "  items:");
    if (name) lines.push(`  - name: ${name}`, `    href: ${href.replace("README", "index")}`);
  }

  lines.push("  - name: C# reference", "    href: api/toc.yml", "- name: Project", "  items:");
  for (const name of ["Changelog", "Contributing", "Security"]) lines.push(`  - name: ${name}`, `    href: ${name.toLowerCase()}.md`);
  return lines.join("\n") + "\n";
}

function write(file, text) {
  mkdirSync(dirname(join(target, file)), { recursive: true });
  writeFileSync(join(target, file), text);
}

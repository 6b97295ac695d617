// Looks into the packages that were made: node packages.mjs FOLDER
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";

const folder = process.argv[2];
const files = readdirSync(folder);
const list = (file) => execFileSync("unzip", ["-Z1", `${folder}/${file}`], { encoding: "utf8" }).split("\n");
const read = (file, entry) => execFileSync("unzip", ["-p", `${folder}/${file}`, entry], { encoding: "utf8" });

// Reqnroll finds plugins by the name of their assembly, which therefore is not that of the package.
const assemblies = { "ScriptWs.Reqnroll": "ScriptWs.ReqnrollPlugin" };

const names = ["ScriptWs", "ScriptWs.Http", "ScriptWs.Storage", "ScriptWs.Redis", "ScriptWs.Testing", "ScriptWs.Reqnroll", "ScriptWs.Cli"];

for (const name of names) {
  const assembly = assemblies[name] ?? name;
  const nupkg = files.find((file) => new RegExp(`^${name}\\.\\d+\\.\\d+\\.\\d+\\.nupkg$`).test(file));
  assert.ok(nupkg, `there is no package ${name} among ${files}`);
  const entries = list(nupkg);
  const about = read(nupkg, `${name}.nuspec`);
  const place = name === "ScriptWs.Cli" ? "tools/net10.0/any" : "lib/net10.0";

  for (const expected of [/<license type="expression">MIT</, /<readme>README\.md</, /<description>.{20,}</, /<tags>.*websocket/, /<authors>/])
    assert.match(about, expected, `${nupkg}: its nuspec does not say ${expected}`);
  for (const expected of ["README.md", "LICENSE", `${place}/${assembly}.dll`, ...(name === "ScriptWs.Cli" ? [] : [`${place}/${assembly}.xml`])])
    assert.ok(entries.includes(expected), `${nupkg} does not hold ${expected}`);

  const symbols = list(nupkg.replace(/nupkg$/, "snupkg"));
  assert.ok(symbols.includes(`${place}/${assembly}.pdb`), `${nupkg}: no symbols`);

  // What all share is in one package only, and no package that is made of it depends on one of its own.
  const holdsClient = name === "ScriptWs" || name === "ScriptWs.Cli";
  assert.equal(entries.includes(`${place}/ScriptWs.Client.dll`), holdsClient, `${nupkg}: ScriptWs.Client.dll belongs into the package ScriptWs and into the tool`);
  if (name === "ScriptWs") assert.ok(symbols.includes(`${place}/ScriptWs.Client.pdb`), `${nupkg}: no symbols of ScriptWs.Client`);
  assert.doesNotMatch(about, /id="ScriptWs\.Client"/, `${nupkg} depends on a package that there is not`);
  console.log(`${nupkg}: ${entries.length - 1} files, with licence, README and symbols`);
}

const versionOf = (file) => /ScriptWs\.Templates\.(.*)\.nupkg/.exec(file)[1];
const templates = files.find((file) => /^ScriptWs\.Templates\..*\.nupkg$/.test(file));
assert.ok(templates, `there are no templates among ${files}`);
const written = list(templates).filter((entry) => entry.startsWith("content/"));
for (const expected of [".template.config/template.json", "MyServer.csproj", "Program.cs", "server.json", "server.schema.json", "scripts/main.js", "scripts/scriptws.d.ts", "features/echo.feature", "features/steps.js", "nuget.config", `packages/ScriptWs.${versionOf(templates)}.nupkg`])
  assert.ok(written.includes(`content/scriptws/${expected}`), `${templates} does not hold ${expected}`);
const version = versionOf(templates);
assert.ok(read(templates, "content/scriptws/MyServer.csproj").includes(`Include="ScriptWs" Version="${version}"`), `${templates} names another version of ScriptWs than ${version}`);
console.log(`${templates}: ${written.length} files`);

// Each with its symbols, and the templates, which have none.
assert.equal(files.length, names.length * 2 + 1, `these packages are expected by nobody: ${files}`);

// Makes the container image as the README says, on a base of this machine's own libraries, looks into it, and runs what it holds
// as a container would: as its user, with its environment, in its files alone, which cannot be written. node .ci/container.mjs
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { talk } from "../tests/ScriptWs.Tests/Interop/talk.mjs";
import { serveBase } from "./registry.mjs";

const architecture = { x64: "amd64", arm64: "arm64" }[process.arch];
const rid = `linux-${process.arch}`;
const work = mkdtempSync(join(tmpdir(), "scriptws-image-"));
const tar = (...words) => execFileSync("tar", words, { encoding: "utf8" });

process.on("exit", () => rmSync(work, { recursive: true }));

const image = await build();
check(image.config, image.layers.at(-1));
await run(image);

// What the runtime needs of a Linux, as this machine has it, and a user.
function makeBase() {
  const known = execFileSync("/sbin/ldconfig", ["-p"], { encoding: "utf8" });
  const path = (library) => new RegExp(`^\\s${library.replaceAll(".", "\\.").replaceAll("+", "\\+")} .*=> /(\\S+)$`, "m").exec(known)?.[1] ?? assert.fail(`this machine has no ${library}`);
  const libraries = ["libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libgcc_s.so.1", "libstdc++.so.6", "libz.so.1", "libcrypto.so.3", "libssl.so.3", ...languages(known)].map(path);
  const loader = process.arch === "x64" ? "lib64/ld-linux-x86-64.so.2" : "lib/ld-linux-aarch64.so.1";

  for (const folder of ["etc", "proc", "data", "tmp"]) mkdirSync(join(work, "base", folder), { recursive: true });
  writeFileSync(join(work, "base/etc/passwd"), "root:x:0:0::/:/bin/false\napp:x:1654:1654::/:/bin/false\n");
  tar("-czf", join(work, "base.tar.gz"), "--dereference", "-C", "/", loader, ...libraries, "-C", join(work, "base"), ".");
  return join(work, "base.tar.gz");
}

// ICU, whose version is in its name: without it scripts know no languages, and the server says so.
function languages(known) {
  const [version] = /(?<=libicuuc\.so\.)\d+(?= )/.exec(known) ?? assert.fail("this machine has no libicuuc");
  return ["uc", "i18n", "data"].map((part) => `libicu${part}.so.${version}`);
}

async function build() {
  const base = await serveBase(makeBase(), architecture);
  const archive = join(work, "image.tar");
  const publish = spawn("dotnet", [
    "publish", "src/ScriptWs.Cli", "-r", rid, "-t:PublishContainer", "--output", join(work, "publish"), "-v", "quiet", "-nologo",
    `-p:ContainerBaseImage=${base.name}`, `-p:ContainerArchiveOutputPath=${archive}`,
    // The runtime comes compiled; to compile it again takes minutes and changes nothing that is looked at here. What was compiled so and what was not cannot be mixed.
    "-p:PublishReadyToRunComposite=false", "-p:RunAnalyzers=false", "--artifacts-path", join(work, "artifacts"),
  ], { stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, DOTNET_CONTAINER_INSECURE_REGISTRIES: base.host } });
  const [code] = await new Promise((resolve) => publish.once("exit", (...values) => resolve(values)));
  base.stop();
  assert.equal(code, 0, "dotnet publish failed");

  tar("-xf", archive, "-C", work);
  const [{ Config, Layers, RepoTags }] = JSON.parse(readFileSync(join(work, "manifest.json"), "utf8"));
  assert.deepEqual(RepoTags.map((tag) => tag.replace(/:\d.*/, ":VERSION")).sort(), ["scriptws:VERSION", "scriptws:latest"]);
  const config = JSON.parse(readFileSync(join(work, Config), "utf8"));
  const layers = Layers.map((layer) => join(work, layer));
  assert.deepEqual(layers.map((layer) => `sha256:${createHash("sha256").update(gunzipSync(readFileSync(layer))).digest("hex")}`), config.rootfs.diff_ids);
  return { config, layers };
}

function check({ architecture: made, os, config }, ours) {
  assert.deepEqual([os, made, config.User, config.WorkingDir], ["linux", architecture, "1654", "/app/"]);
  assert.deepEqual([config.Entrypoint, config.Cmd], [["/app/scriptws"], ["run", "/data/server.json"]]);
  assert.deepEqual(Object.keys(config.ExposedPorts), ["8080/tcp"]);
  assert.ok(config.Env.includes("SCRIPTWS_LISTEN__0__ADDRESS=*"), `it would listen where nobody can reach it: ${config.Env}`);
  assert.equal(config.Labels["org.opencontainers.image.licenses"], "MIT");

  const files = tar("-tvzf", ours).trim().split("\n").filter((line) => line[0] === "-");
  // SQLite lies beside the one file, and is loaded only for "storage": { "backend": "file" }.
  assert.deepEqual(files.map((line) => line.split("/").at(-1)).sort(), ["libe_sqlite3.so", "scriptws"], `two files were expected:\n${files.join("\n")}`);
  assert.match(files.find((line) => line.endsWith("scriptws")), /^-r.xr.xr.x .* \/?app\/scriptws$/);
  console.log(`an image of ${config.Entrypoint} ${config.Cmd.join(" ")} for user ${config.User}, ${config.Env.join(", ")}`);
}

async function run({ config: { config }, layers }) {
  const root = join(work, "root");
  mkdirSync(root);
  for (const layer of layers) tar("-xzf", layer, "-C", root);
  execFileSync(join(work, "publish/scriptws"), ["new", join(work, "data"), "--template", "echo"]);
  execFileSync("chmod", ["-R", "a+rX", work]);

  const enter = `
    mount --bind "$root" "$root" && mount --bind "$data" "$root/data" && mount --rbind /proc "$root/proc"
    mount -o remount,ro,bind "$root/data" && mount -o remount,ro,bind "$root"
    if touch "$root/tmp/file" 2> /dev/null; then echo "its files can be written"; exit 1; fi
    exec env --ignore-environment "$@"`;
  // It shares the machine's network, unlike a container, so this test is not to be reached from elsewhere.
  const own = [...config.Env, "SCRIPTWS_LISTEN__0__ADDRESS=127.0.0.1", "SCRIPTWS_LISTEN__0__PORT=0"];
  if (may("unshare", "--mount", "mount", "--bind", root, root)) {
    await talk(work, "unshare", "--mount", "env", `root=${root}`, `data=${join(work, "data")}`, "bash", "-ec", enter, "-",
      ...own, "/usr/sbin/chroot", `--userspec=${config.User}:${config.User}`, root, ...config.Entrypoint, ...config.Cmd);
  } else {
    // Where this script may not mount: the same file with the same environment, beside the other files of the machine.
    console.log("this machine lets nobody mount: what the image holds runs outside it");
    await talk(work, "env", ...own, join(root, config.Entrypoint[0]), "run", join(work, "data/server.json"));
  }
}

function may(...command) {
  try {
    execFileSync(command[0], command.slice(1), { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

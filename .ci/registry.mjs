// A registry of one image, for the SDK to build upon: its base, which no test should fetch from far away.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { gunzipSync } from "node:zlib";

const digest = (bytes) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
const manifestType = "application/vnd.docker.distribution.manifest.v2+json";

/** Serves an image of one layer (a .tar.gz) as base:1 on a free port of this machine; tells the image's name, and how to stop. */
export async function serveBase(layerFile, architecture) {
  const layer = readFileSync(layerFile);
  const config = Buffer.from(JSON.stringify({
    architecture, os: "linux", config: { Env: ["PATH=/usr/bin:/bin"] }, rootfs: { type: "layers", diff_ids: [digest(gunzipSync(layer))] }, history: [{ created_by: "base" }],
  }));
  const part = (mediaType, bytes) => ({ mediaType, digest: digest(bytes), size: bytes.length });
  const manifest = Buffer.from(JSON.stringify({
    schemaVersion: 2, mediaType: manifestType,
    config: part("application/vnd.docker.container.image.v1+json", config), layers: [part("application/vnd.docker.image.rootfs.diff.tar.gzip", layer)],
  }));

  const parts = new Map([config, layer].map((bytes) => [`/v2/base/blobs/${digest(bytes)}`, ["application/octet-stream", bytes]]));
  for (const name of ["1", digest(manifest)]) parts.set(`/v2/base/manifests/${name}`, [manifestType, manifest]);
  parts.set("/v2/", ["application/json", Buffer.from("{}")]);

  const server = createServer((request, response) => {
    const [type, bytes] = parts.get(request.url) ?? [];
    if (!bytes) return response.writeHead(404).end();

    response.writeHead(200, { "Content-Type": type, "Content-Length": bytes.length, "Docker-Content-Digest": digest(bytes) });
    response.end(request.method === "HEAD" ? undefined : bytes);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { host: `127.0.0.1:${server.address().port}`, name: `127.0.0.1:${server.address().port}/base:1`, stop: () => server.close() };
}

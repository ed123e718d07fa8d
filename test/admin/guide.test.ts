/** The commands of the guide, run in its order against the demo world. */
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { startDemo } from "../demo-server.ts";

const GUIDE = join(import.meta.dirname, "../../docs/guides/admin-api.md");
const hasCurl = spawnSync("curl", ["--version"]).status === 0;

it.skipIf(!hasCurl)("its commands do what it says", async () => {
  const blocks = [...readFileSync(GUIDE, "utf8").matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = ""]) => block);
  expect(blocks.length).toBe(11);
  const server = await startDemo({ config: { host: "127.0.0.1" } });
  const directory = mkdtempSync(join(tmpdir(), "candor-guide-"));
  try {
    const script = blocks
      .map((block) => `${block}\necho; echo ----`)
      .join("\n")
      .replaceAll("http://localhost:9400", server.issuer);
    const { stdout } = await promisify(execFile)("sh", ["-eu", "-c", script], { cwd: directory });
    const [token, created, refused, once, changed, secret, dry, tried, requests, report, removed] = stdout
      .split("----")
      .map((part) => part.trim());
    expect(token).toBe("");
    expect(created).toMatch(/^HTTP\/1\.1 201/);
    expect(created).toContain('"client_secret":"');
    expect(refused).toContain('"pointer":"/redirect_uris/0"');
    expect(refused).toContain("did you mean read_profile?");
    expect(JSON.parse(once ?? "")).toMatchObject({
      client_name: "Sums",
      client_secret: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(JSON.parse(changed ?? "")).toMatchObject({ post_logout_redirect_uris: ["https://reports.example/"] });
    expect(JSON.parse(secret ?? "")).toMatchObject({
      label: "2027",
      client_secret: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(JSON.parse(dry ?? "")).toMatchObject({ consequences: { clients: [] } });
    expect(JSON.parse(tried ?? "")).toMatchObject({ refusal: { code: "scope/not-allowed-for-client" } });
    expect(JSON.parse(requests ?? "")).toEqual({ items: [] });
    expect(JSON.parse(report ?? "")).toMatchObject({ items: expect.any(Array) });
    expect(removed).toBe("204");
  } finally {
    rmSync(directory, { recursive: true, force: true });
    await server.close();
  }
});

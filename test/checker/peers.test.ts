/** Real servers: exactly what is known is broken, and the guide says it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkServer } from "../../src/checker/run.ts";
import { brokenIn } from "./checked.ts";
import { type CheckedPeer, documentOf } from "./peers/document.ts";
import { PEERS } from "./peers/index.ts";

const ROOT = join(import.meta.dirname, "../..");
const GUIDE = join(ROOT, "docs/guides/check-peers.md");

const versionOf = (name: string): string =>
  (JSON.parse(readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8")) as { version: string }).version;

/** Without what depends on how busy the machine is. */
const all: CheckedPeer[] = [];

it.each(PEERS)("$name, $configuration", async (peer) => {
  const { issuer, options, close } = await peer.start();
  const { checked } = await checkServer(issuer, { ...options, rate: 10_000, most: 5_000 }).finally(close);
  expect(brokenIn(checked)).toEqual(Object.keys(peer.broken).sort());
  const steady = checked.filter(({ requirement }) => !requirement.by.startsWith("client-timing/"));
  all.push({ ...peer, version: versionOf(peer.name), checked: steady });
});

it("the guide has the same findings", async () => {
  await expect(documentOf(all)).toMatchFileSnapshot(GUIDE);
});

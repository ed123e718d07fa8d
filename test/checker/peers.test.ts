/** Real servers: exactly what is known is broken, and the guide says it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkServer } from "../../src/checker/run.ts";
import { recorded } from "../peers/recorded.ts";
import { brokenIn } from "./checked.ts";
import { documentOf, type Summary, steadyCounts } from "./peers/document.ts";
import { PEERS } from "./peers/index.ts";

const ROOT = join(import.meta.dirname, "../..");
const GUIDE = join(ROOT, "docs/guides/check-peers.md");

const versionOf = (name: string): string =>
  (JSON.parse(readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8")) as { version: string }).version;

const all: Summary[] = [];

it.each(PEERS)("$name, $configuration", async (peer) => {
  const { issuer, options, close } = await peer.start();
  const { checked } = await checkServer(issuer, { ...options, rate: 10_000, most: 5_000 }).finally(close);
  expect(brokenIn(checked)).toEqual(Object.keys(peer.broken).sort());
  all.push({ ...peer, version: versionOf(peer.name), counts: steadyCounts({ checked }) });
});

it.each(recorded())("what is recorded of $name fits what is known of it", ({ broken, counts }) => {
  expect(counts.broken).toBe(Object.keys(broken).length);
});

it("the guide has the same findings", async () => {
  await expect(documentOf(all, recorded())).toMatchFileSnapshot(GUIDE);
});

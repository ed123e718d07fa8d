/** Where documents of clients are published, with TLS or without, and the trap for servers that connect where they must not. */
import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { publisher, trap } from "../../src/checker/client-documents.ts";
import { Lab } from "../../src/checker/lab.ts";
import { senderOf } from "../../src/checker/sender.ts";
import type { ClientDocuments } from "../../src/checker/target.ts";
import { freePort } from "../free-port.ts";
import { serverPair } from "./keyed/certificates.ts";

const { send } = senderOf({
  most: 100,
  rate: 1_000,
  timeout: 60_000,
  isOwn: () => true,
  ca: serverPair().cert,
});

function labWith(documents: ClientDocuments): Lab {
  const none = { exchange: { sent: { method: "GET", url: "", headers: [] } } };
  const target = { issuer: "", oauth: none, openid: none, metadata: {}, clients: {}, extensions: { documents } };
  const never = { visit: () => Promise.reject(new Error("nobody signs in")) };
  return new Lab({
    target,
    send,
    rush: (all) => Promise.all(all.map(send)),
    signIn: never,
    stranger: () => never,
    now: Date.now,
    random: randomBytes,
  });
}

it.each(["http", "https"] as const)("by %s, documents are there until it is closed", async (scheme) => {
  const port = await freePort();
  const { cert, key } = serverPair();
  const tls = scheme === "https" ? { certificate: cert, private_key: key } : {};
  const at = await publisher(labWith({ url: "https://check.example/clients/", port, ...tls }));
  const url = at.publish((own) => (nth) => ({ body: JSON.stringify({ own, nth }) }));
  expect(url).toMatch(/^https:\/\/check\.example\/clients\/[\w-]+\.json$/);
  // Whatever leads here may leave the path as it is, or cut it.
  for (const [at, path] of [new URL(url).pathname, url.slice(url.lastIndexOf("/"))].entries()) {
    const { came } = await send({ url: `${scheme}://localhost:${port}${path}` });
    expect(came).toMatchObject({ status: 200, body: JSON.stringify({ own: url, nth: at + 1 }) });
  }
  expect((await send({ url: `${scheme}://localhost:${port}/other.json` })).came?.status).toBe(404);
  await at.close();
  expect((await send({ url: `${scheme}://localhost:${port}/other.json` })).failure).toBeDefined();
});

it("a port that is in use is said", async () => {
  const documents = { url: "https://check.example", port: await freePort() };
  const first = await publisher(labWith(documents));
  onTestFinished(() => first.close());
  await expect(publisher(labWith(documents))).rejects.toThrow(`Port ${documents.port} can't be used`);
});

it("the trap counts who connects", async () => {
  const bait = await trap();
  expect(bait.touched()).toBe(0);
  await new Promise((resolve) => connect(Number(new URL(bait.url).port), "0.0.0.0").once("close", resolve));
  expect(bait.touched()).toBe(1);
  await bait.close();
});

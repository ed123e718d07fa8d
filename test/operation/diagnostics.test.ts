/** On a loopback address, unless it is production, each refusal is printed to the terminal as it happens; standard output stays the log's. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { basic } from "../blackbox/application.ts";
import { type Place, place, type Running, SECRET } from "./run.ts";

let at: Place;
let running: Running;
beforeAll(async () => {
  at = await place({ logLevel: "info" });
  running = await at.serve();
});
afterAll(() => at.leave());

const refuse = (scope: string) =>
  fetch(`${at.issuer}/token`, {
    method: "POST",
    body: new URLSearchParams({ grant_type: "client_credentials", scope }),
    headers: { authorization: basic("shop", SECRET) },
  });

it("a refusal is printed with its place, cause and fix, and without colors if there is no terminal", async () => {
  const answer = (await (await refuse("ordersx")).json()) as { error_uri: string };
  const ref = new URL(answer.error_uri).searchParams.get("ref") ?? "";
  await expect.poll(() => running.stderr()).toContain(ref);
  await running.stop();
  const printed = running.stderr();
  expect(printed).toContain("refused[scope/misspelled]");
  expect(printed).toMatch(/\| scope=ordersx\n {3}\| {7}\^{7} did you mean/);
  expect(printed).toContain("verified: granted, an access token for orders");
  expect(printed).toContain(answer.error_uri);
  expect(printed).not.toContain("\u001b");
  expect(printed).not.toContain(SECRET);
  expect(running.stdout()).not.toContain("refused[");
});

it("in production nothing is printed but the log", async () => {
  const production = await at.serve({ NODE_ENV: "production" });
  await refuse("ordersx");
  await production.stop();
  expect(production.stderr()).toBe("");
  expect(production.stdout()).toContain('"code":"scope/misspelled"');
});

it("on https://localhost, behind a proxy that ends TLS, refusals are printed too", async () => {
  const tls = await place({ issuer: "https://localhost", trustedProxy: ["127.0.0.1", "::1"] });
  const behind = await tls.serve();
  await fetch(`http://localhost:${tls.port}/token`, {
    method: "POST",
    body: new URLSearchParams({ grant_type: "client_credentials", scope: "ordersx" }),
    headers: { authorization: basic("shop", SECRET), "x-forwarded-proto": "https" },
  });
  await behind.stop();
  expect(behind.stderr()).toContain("refused[scope/misspelled]");
  tls.leave();
});

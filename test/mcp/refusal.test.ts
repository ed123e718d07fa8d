/** Refusals by reference: of a running server as its client, and of a data directory as the operator. Secrets go nowhere else. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { credentialsFrom } from "../../src/cli/mcp/credentials.ts";
import { type Place, place, run, SECRET } from "../operation/run.ts";
import { called, fault, overStdio } from "./connect.ts";

let at: Place;
let ref: string;
const folder = mkdtempSync(join(tmpdir(), "candor-mcp-"));

/** The reference of a refused token request of the shop. */
async function refused(scope: string): Promise<string> {
  const response = await fetch(`${at.issuer}/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`shop:${SECRET}`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials", scope }),
  });
  const { error_uri } = (await response.json()) as { error_uri: string };
  return new URL(error_uri).searchParams.get("ref") ?? "";
}

beforeAll(async () => {
  at = await place();
  await at.serve();
  ref = await refused("oders");
});
afterAll(() => {
  at?.leave();
  rmSync(folder, { recursive: true });
});

const asShop = (): Record<string, string> => ({
  CANDOR_ISSUER: at.issuer,
  CANDOR_CLIENT_ID: "shop",
  CANDOR_CLIENT_SECRET: SECRET,
});

describe("a refusal", () => {
  it("is explained to its client, whatever contains the reference", async () => {
    const client = await overStdio({}, [], asShop());
    for (const text of [
      ref,
      ` ${ref.toUpperCase()}\n`,
      `not known (ref ${ref})`,
      `${at.issuer}/errors/scope/misspelled?ref=${ref}`,
      `${at.issuer}/refusals/${ref}`,
    ])
      expect(await called(client, "refusal", { ref: text })).toMatchObject({
        ref,
        audience: "client",
        code: "scope/misspelled",
        evidence: expect.objectContaining({}),
        fixes: [expect.objectContaining({ outcome: { is: "granted", what: expect.anything() } })],
      });
    await client.close();
  });

  it("is explained to the operator of the data directory", async () => {
    const client = await overStdio({}, ["--data", join(at.directory, "data")]);
    // The server writes it a moment after its response.
    await expect
      .poll(() => called(client, "refusal", { ref }), { interval: 100 })
      .toMatchObject({ audience: "operator", code: "scope/misspelled" });
    expect(await fault(client, "refusal", { ref: "0".repeat(12) })).toContain("no refusal");
    await client.close();
  });

  it("that isn't there, or with a wrong secret, is a sentence", async () => {
    const client = await overStdio({}, [], { ...asShop(), CANDOR_CLIENT_SECRET: "not-the-secret-of-the-shop" });
    const said = await fault(client, "refusal", { ref });
    expect(said).toContain(`${at.issuer} refused to explain it (401)`);
    expect(said).not.toContain("not-the-secret-of-the-shop");
    await client.close();
    const right = await overStdio({}, [], asShop());
    expect(await fault(right, "refusal", { ref: "0".repeat(12) })).toContain(
      "no refusal 000000000000 of the client shop",
    );
    await right.close();
  });

  it("of a server that can't be reached is a sentence", async () => {
    const client = await overStdio({}, ["--issuer", "http://localhost:1"], asShop());
    expect(await fault(client, "refusal", { ref })).toContain("http://localhost:1 can't be reached");
    await client.close();
  });
});

describe("a secret", () => {
  let other: Server;
  let url: string;
  let received: IncomingMessage[];
  beforeAll(async () => {
    other = createServer((request, response) => {
      received.push(request);
      response.writeHead(302, { location: `${at.issuer}/refusals/${ref}` }).end();
    });
    await new Promise<void>((listening) => other.listen(0, "127.0.0.1", listening));
    url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    received = [];
  });
  afterAll(() => new Promise((closed) => other.close(closed)));

  it("isn't sent to a server that the agent names", async () => {
    const client = await overStdio({}, [], asShop());
    expect(await fault(client, "refusal", { ref, issuer: url })).toBe(
      `There are no credentials for this server. Configured: ${at.issuer}.`,
    );
    expect(received).toEqual([]);
    await client.close();
  });

  it("doesn't follow a redirect", async () => {
    const client = await overStdio({}, ["--issuer", url], asShop());
    expect(await fault(client, "refusal", { ref })).toContain("can't be reached");
    expect(received.length).toBe(1);
    await client.close();
  });

  it("is chosen by the issuer, out of a file", async () => {
    const file = join(folder, "credentials.json");
    const shop = { issuer: `${at.issuer}/`, client_id: "shop", client_secret: SECRET };
    writeFileSync(
      file,
      JSON.stringify([
        { ...shop, issuer: "https://id.example" },
        { ...shop, token_endpoint_auth_method: "client_secret_post" },
      ]),
    );
    const client = await overStdio({}, ["--credentials", file]);
    expect(await fault(client, "refusal", { ref })).toBe(
      `Several servers are configured. Name one of them as issuer: https://id.example, ${at.issuer}.`,
    );
    // The shop is registered for both methods.
    expect(await called(client, "refusal", { ref, issuer: at.issuer })).toMatchObject({ code: "scope/misspelled" });
    await client.close();
  });
});

describe("credentials that can't be used end the start", () => {
  const whole = { issuer: "https://id.example", client_id: "shop", client_secret: "s" };
  it.each<[name: string, file: string, says: string]>([
    ["no JSON", "{", "are not JSON"],
    ["no secret", JSON.stringify({ ...whole, client_secret: undefined }), "has no client_secret"],
    ["a number", "7", "has no issuer"],
    ["null in a list", "[null]", "has no issuer"],
    ["plain HTTP to another machine", JSON.stringify({ ...whole, issuer: "http://id.example" }), "is not an https URL"],
    ["a query", JSON.stringify({ ...whole, issuer: "https://id.example?a=b" }), "is not an https URL"],
    [
      "another method",
      JSON.stringify({ ...whole, token_endpoint_auth_method: "private_key_jwt" }),
      "token_endpoint_auth_method",
    ],
  ])("%s", (name, text, says) => {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, text);
    expect(() => credentialsFrom({ credentials: file }, {})).toThrow(says);
  });

  it("in words, with 2 as the exit code", async () => {
    const running = run(["mcp", "--issuer", "https://id.example"], folder);
    expect([await running.ended, running.stdout(), running.stderr()]).toEqual([
      2,
      "",
      "The environment has no client_id for refusals. Set CANDOR_CLIENT_ID, or use a file: --credentials.\n",
    ]);
  });

  it("and none are none", () => expect(credentialsFrom({}, {})).toEqual([]));
});

/** What an agent gets from `candor mcp`, over both transports and in both eras of the protocol, by the official client. */
import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { causeCodes } from "../../src/reasons/causes.ts";
import { called, type Endpoint, ERAS, endpoint, fault, overHttp, overStdio } from "./connect.ts";

let http: Endpoint;
beforeAll(async () => {
  http = await endpoint();
});
afterAll(() => http?.running.stop());

const NAMES = [
  "explain",
  "reason",
  "search_reasons",
  "standard_error",
  "refusal",
  "check",
  "try",
  "watch",
  "replay",
  "mock",
];

const ways: Readonly<Record<string, () => Promise<Client>>> = {
  "stdio, 2026-07-28": () => overStdio(ERAS.modern),
  "stdio, 2025-11-25 and older": () => overStdio(ERAS.legacy),
  "HTTP, 2026-07-28": () => overHttp(http.url, ERAS.modern),
  "HTTP, 2025-11-25 and older": () => overHttp(http.url, ERAS.legacy),
};

describe.each(Object.keys(ways))("over %s", (way) => {
  let client: Client;
  beforeAll(async () => {
    client = await (ways[way] as () => Promise<Client>)();
  });
  afterAll(() => client?.close());

  it("the version is negotiated", () => {
    expect(client.getProtocolEra()).toBe(way.endsWith("2026-07-28") ? "modern" : "legacy");
    expect(client.getServerVersion()).toMatchObject({ name: "candor" });
    expect(client.getInstructions()).toContain("explain");
  });

  it("every tool is listed with its schemas, and says what it changes", async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(NAMES);
    for (const { description = "", inputSchema, outputSchema } of tools) {
      expect(description.length).toBeGreaterThan(80);
      expect([inputSchema.type, outputSchema?.type]).toEqual(["object", "object"]);
    }
    const having = (hint: "readOnlyHint" | "destructiveHint" | "openWorldHint" | "idempotentHint", value: boolean) =>
      tools.filter(({ annotations }) => annotations?.[hint] === value).map(({ name }) => name);
    expect(having("readOnlyHint", false)).toEqual(["check", "try", "watch", "replay", "mock"]);
    expect(having("idempotentHint", false)).toEqual(["check", "try", "watch", "replay", "mock"]);
    expect(having("destructiveHint", true)).toEqual(["check", "replay"]);
    expect(having("openWorldHint", true)).toEqual(["refusal", "check", "try", "watch", "replay"]);
  });

  it("explain finds the cause, the evidence and the fix", async () => {
    const { causes, providers } = await called(client, "explain", {
      input:
        "AADSTS50011: The redirect URI 'https://app.example/cb/' specified in the request does not match the redirect URIs configured for the application",
      context: { registered_redirect_uris: ["https://app.example/cb"] },
    });
    expect(causes[0]).toMatchObject({
      code: expect.stringMatching(/^redirect-uri\//),
      fix: expect.stringMatching(/\S/),
    });
    expect(causes[0]?.evidence.length).toBeGreaterThan(0);
    expect(providers.join()).toContain("Microsoft");
  });

  it("explain asks if the input isn't enough", async () => {
    const { asks } = await called(client, "explain", { input: "error=access_denied" });
    expect(asks.length).toBeGreaterThan(0);
  });

  it("an error of the input is a tool error that says what is wrong", async () => {
    expect(await fault(client, "explain", { input: 5 })).toMatch(/input: .*expected string/);
    expect(await fault(client, "explain", {})).toMatch(/input: .*expected string/);
    expect(await fault(client, "explain", { input: "x", context: { allowed_scopes: "a" } })).toMatch(
      /context\.allowed_scopes: .*expected array/,
    );
  });

  it("a code, a search and a standard error lead to the catalogue", async () => {
    const { reasons } = await called(client, "search_reasons", { query: "code expired", limit: 3 });
    expect(reasons[0]?.code).toBe("code/expired");
    expect(await called(client, "reason", { code: " Code/Expired " })).toMatchObject({
      code: "code/expired",
      errors: ["invalid_grant"],
      candor: true,
    });
    const standard = await called(client, "standard_error", { error: "invalid_grant" });
    expect(standard.causes.map(({ code }) => code)).toContain("code/expired");
    expect(standard.returned.map(({ at }) => at)).toContain("token endpoint");
  });

  it("an unknown code, error and reference say what to do instead", async () => {
    expect(await fault(client, "reason", { code: "scope/misspeled" })).toContain("scope/misspelled");
    expect(await fault(client, "standard_error", { error: "bad_verification_code" })).toContain("invalid_grant");
    expect(await fault(client, "standard_error", { error: "no_such" })).toContain("pass the whole response to explain");
    expect(await fault(client, "refusal", { ref: "what?" })).toContain("at the end of error_description");
    expect(await fault(client, "refusal", { ref: "(ref 3k9m2x7p4q8w)" })).toContain("CANDOR_CLIENT_ID");
  });

  it("every cause of the catalogue is a resource", async () => {
    const { resources } = await client.listResources();
    expect(resources.map(({ name }) => name)).toEqual(causeCodes);
    const { contents } = await client.readResource({ uri: "candor://reasons/scope/misspelled" });
    expect(contents).toEqual([expect.objectContaining({ text: expect.stringContaining("scope/misspelled: ") })]);
    await expect(client.readResource({ uri: "candor://reasons/scope/no-such" })).rejects.toThrow("not found");
  });

  it("no secret comes back", async () => {
    const secrets = [
      "s3cr3t-of-the-shop-0815",
      "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxMjM0NTYifQ.c2lnbmF0dXJl",
      "kX9-code-7Qf2-zz81-b",
    ];
    const [secret, token, code] = secrets;
    const input = `curl -u shop:${secret} -d grant_type=authorization_code -d code=${code} -H 'Authorization: Bearer ${token}' https://id.example/token\n\nHTTP/1.1 400 Bad Request\n\n{"error":"invalid_grant","error_description":"code ${code} is unknown"}`;
    const all = JSON.stringify([
      await client.callTool({ name: "explain", arguments: { input } }),
      await client.callTool({ name: "reason", arguments: { code: token } }),
      await client.callTool({ name: "standard_error", arguments: { error: `client_secret=${secret}` } }),
      await client.callTool({ name: "refusal", arguments: { ref: token } }),
    ]);
    for (const one of secrets) expect(all).not.toContain(one);
  });
});

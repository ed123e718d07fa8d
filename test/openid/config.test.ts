/** The discovery modules (requirements-openid.md C1, C2, 39 to 44, 66), over https with a certificate that signs itself, as the suite comes. */
import { readFileSync, rmSync } from "node:fs";
import { importJWK } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Candor, createCandor } from "../../src/index.ts";
import { connecting } from "../certificates/connect.ts";
import { freePort } from "../free-port.ts";
import { certificate } from "../nginx.ts";
import { TYPES } from "./flow.ts";

let candor: Candor;
let issuer: string;
let https: ReturnType<typeof connecting>;
let metadata: Readonly<Record<string, unknown>>;
const files = certificate();

beforeAll(async () => {
  const port = await freePort();
  issuer = `https://localhost:${port}`;
  candor = await createCandor({
    storage: "memory",
    config: {
      ...{ issuer, port, host: "localhost", logLevel: "silent", tls: { cert: files.cert, key: files.key } },
      ...{ responseTypes: [...TYPES], registration: { mode: "open" }, sessionManagement: true },
    },
  });
  await candor.listen();
  https = connecting(readFileSync(files.cert, "utf8"));
  metadata = await document();
});
afterAll(async () => {
  https.end();
  await candor.close();
  rmSync(files.folder, { recursive: true, force: true });
});

/** C1: 200, and JSON. */
async function document(): Promise<Readonly<Record<string, unknown>>> {
  const response = await https.fetch(`${issuer}/.well-known/openid-configuration`);
  expect([response.status, response.headers.get("content-type")]).toEqual([
    200,
    expect.stringMatching(/^application\/json/),
  ]);
  return (await response.json()) as Readonly<Record<string, unknown>>;
}

describe("oidcc-discovery-endpoint-verification", () => {
  it("39: the issuer is the URL of the document without the suffix, https, without query and fragment", () => {
    expect(metadata.issuer).toBe(issuer);
    expect(issuer).toMatch(/^https:\/\/[^?#]+$/);
  });

  it("40: everything required is there, with RS256 and all response types of the dynamic plan", () => {
    for (const name of ["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"])
      expect(metadata[name], name).toEqual(expect.any(String));
    expect(metadata.response_types_supported).toEqual(expect.arrayContaining([...TYPES]));
    expect(metadata.subject_types_supported).toEqual(["public", "pairwise"]);
    expect(metadata.id_token_signing_alg_values_supported).toContain("RS256");
  });

  it("41: all endpoints are https URLs, booleans are booleans, lists are lists of strings", () => {
    for (const [name, value] of Object.entries(metadata)) {
      if (/_(?:endpoint|uri|iframe)$/.test(name)) expect(value, name).toMatch(/^https:\/\//);
      if (
        /_(?:supported|required)$/.test(name) &&
        !/_(?:types|algs?|values|methods|modes|claims|scopes|locales|lists?)_/.test(name) &&
        !Array.isArray(value)
      )
        expect(typeof value, name).toBe("boolean");
      if (Array.isArray(value)) for (const one of value) expect(typeof one, name).toBe("string");
    }
    expect(metadata.code_challenge_methods_supported).toContain("S256");
  });

  it("42: what is recommended is there, and every member is known", () => {
    expect(metadata.userinfo_endpoint).toEqual(expect.any(String));
    expect(metadata.scopes_supported).toContain("openid");
    expect(metadata.claims_supported).toEqual(expect.arrayContaining(["sub", "name", "email"]));
    expect(metadata.claims_parameter_supported).toBe(true);
    expect(metadata.acr_values_supported).toEqual([expect.any(String)]);
    expect(metadata.request_object_signing_alg_values_supported).toContain("RS256");
  });

  it("43: grant types contain authorization_code and implicit", () => {
    expect(metadata.grant_types_supported).toEqual(expect.arrayContaining(["authorization_code", "implicit"]));
  });

  it("44: the JWKS is public, its keys have kids of their own, and can be read", async () => {
    const response = await https.fetch(String(metadata.jwks_uri));
    const { keys } = (await response.json()) as { keys: Record<string, string>[] };
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(keys.length);
    for (const key of keys) {
      expect(key.kty).not.toBe("oct");
      for (const member of ["d", "p", "q", "dp", "dq", "qi", "k"]) expect(key).not.toHaveProperty(member);
      await importJWK(key as never, key.alg);
    }
  });
});

it("66: oidcc-rp-initiated-logout-, oidcc-backchannel-logout-, oidcc-frontchannel-logout-, oidcc-session-management-discovery-endpoint-verification", () => {
  for (const name of ["end_session_endpoint", "check_session_iframe"]) expect(metadata[name]).toMatch(/^https:\/\//);
  for (const channel of ["backchannel", "frontchannel"])
    for (const what of ["", "_session"]) expect(metadata[`${channel}_logout${what}_supported`]).toBe(true);
});

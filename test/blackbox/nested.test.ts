/** JSON that is nested so deeply that looking at it would overflow the stack is refused by name, wherever a request may bring JSON. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, answerOf } from "./application.ts";
import { codeIn } from "./refusal.ts";
import { REDIRECT, SECRET, startWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld({
    authorizationDetailsTypes: [{ type: "free", description: "Do anything", schema: { additionalProperties: true } }],
    registration: { mode: "open" },
    clients: [
      {
        ...{ id: "web", secrets: [{ value: SECRET }], redirectUris: [REDIRECT], scopes: ["openid"] },
        ...{ grantTypes: ["authorization_code", "client_credentials"], authorizationDetailsTypes: ["free"] },
      },
    ],
  });
});
afterAll(() => world.close());

const nested = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);
const part = (json: string): string => Buffer.from(json).toString("base64url");
const jwt = (claims: string, header = '{"alg":"ES256"}') => `${part(header)}.${part(claims)}.AAAA`;

async function post(path: string, form: Record<string, string>, headers = {}): Promise<Answer> {
  const body = new URLSearchParams(form);
  return answerOf(world.issuer, await fetch(world.issuer + path, { method: "POST", body, headers }));
}

const codeOf = (answer: Answer): string => codeIn(answer.body.error_uri, world.issuer);
const basic = { authorization: `Basic ${Buffer.from(`web:${SECRET}`).toString("base64")}` };
const ASKING = {
  ...{ response_type: "code", redirect_uri: REDIRECT, scope: "openid" },
  ...{ code_challenge: "x".repeat(43), code_challenge_method: "S256" },
};
/** An authorization request whose refusal is JSON. */
const push = (form: Record<string, string>) => post("/par", { ...ASKING, ...form }, basic);

describe("deeply nested JSON", () => {
  it.each([2_000, 4_900])("in authorization_details: %i levels", async (levels) => {
    const authorization_details = `[{"type":"free","a":${nested(levels)}}]`;
    expect(codeOf(await push({ authorization_details }))).toBe("authorization-details/malformed");
    const machine = await post("/token", { grant_type: "client_credentials", authorization_details }, basic);
    expect(codeOf(machine)).toBe("authorization-details/malformed");
  });

  it("as deep as anybody needs is right", async () => {
    const authorization_details = `[{"type":"free","a":${nested(10)}}]`;
    const machine = await post("/token", { grant_type: "client_credentials", authorization_details }, basic);
    expect(machine.status).toBe(200);
  });

  it.each(["claims", "jti", "aud"])("in a request object, in %s, which anybody may have written", async (name) => {
    const request = jwt(`{"iss":"web","${name}":${nested(3_000)}}`);
    expect(codeOf(await push({ client_id: "web", request }))).toBe("request/object-malformed");
  });

  it.each(["aud", "jti", "sub"])("in a client assertion, in %s, and it is kept in the journal", async (name) => {
    const answer = await post("/token", {
      ...{ grant_type: "client_credentials", client_id: "web" },
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: jwt(`{"iss":"web","${name}":${nested(3_000)}}`),
    });
    expect([answer.status, answer.body.error]).toEqual([401, "invalid_client"]);
  });

  it("in claims, in a DPoP proof, in a body that isn't a form, and in a registration", async () => {
    expect(codeOf(await push({ claims: `{"userinfo":${nested(4_000)}}` }))).toBe("request/parameter-invalid");
    const dpop = jwt("{}", `{"typ":"dpop+jwt","alg":"ES256","jwk":${nested(3_000)}}`);
    expect(codeOf(await post("/token", { grant_type: "client_credentials" }, { ...basic, dpop }))).toMatch(/^dpop\//);
    const json = { "content-type": "application/json" };
    const send = async (path: string, body: string) =>
      answerOf(world.issuer, await fetch(world.issuer + path, { method: "POST", headers: json, body }));
    expect(codeOf(await send("/token", `{"grant_type":${nested(20_000)}}`))).toBe("request/wrong-content-type");
    for (const name of ["contacts", "jwks", "unknown", "scope"]) {
      const body = `{"redirect_uris":["https://app.example/cb"],"${name}":${nested(20_000)}}`;
      const { status } = await send("/register", body);
      expect([name, status < 500]).toEqual([name, true]);
    }
  });
});

/** Grant management with tokens that are bound to a key (RFC 9449) or to a certificate (RFC 8705), over real sockets. */
import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { proofFor } from "../catalogue/proofs.ts";
import { Authority } from "../certificates/connect.ts";
import { type Answer, answerOf, basic } from "./application.ts";
import { refused } from "./refusal.ts";
import { REDIRECT, SECRET, startWorld, type World } from "./world.ts";

const MANAGING = ["grant_management_query", "grant_management_revoke"];
const FORWARDED = "x-ssl-client-cert";

const authority = new Authority();
const [own, other] = [authority.issue("own", "/O=Example/CN=web"), authority.issue("other", "/O=Example/CN=other")];

let world: World;
beforeAll(async () => {
  const client = {
    secrets: [{ value: SECRET }],
    grantTypes: ["authorization_code" as const, "client_credentials" as const],
    redirectUris: [REDIRECT],
    scopes: ["openid", "email", ...MANAGING],
  };
  world = await startWorld({
    grantManagement: "allowed",
    trustedProxy: ["127.0.0.1", "::1"],
    mutualTls: { authorities: authority.file, forwardedIn: FORWARDED },
    clients: [
      { id: "web", ...client },
      { id: "tls", ...client, tlsClientCertificateBoundAccessTokens: true },
    ],
  });
});
afterAll(async () => {
  await world.close();
  authority.remove();
});

type Sent = Readonly<Record<string, string>>;

const certificate = ({ cert }: typeof own): Sent => ({ [FORWARDED]: encodeURIComponent(cert) });

async function call(method: "GET" | "DELETE", id: string, headers: Sent): Promise<Answer> {
  return answerOf(world.issuer, await fetch(`${world.issuer}/grants/${id}`, { method, headers }));
}

const tokenRequest = (client: string, form: Sent, headers: Sent) =>
  world.app(client, { scope: "openid" }).post("/token", form, { authorization: basic(client, SECRET), ...headers });

/** A token of the client itself. */
async function managing(client: string, headers: Sent): Promise<string> {
  const form = { grant_type: "client_credentials", scope: MANAGING.join(" ") };
  const { status, text, body } = await tokenRequest(client, form, headers);
  expect(status, text).toBe(200);
  return String(body.access_token);
}

/** A grant of the user, and the token that came with it. */
async function created(client: string, headers: Sent): Promise<{ readonly id: string; readonly token: string }> {
  const app = world.app(client, { scope: "openid" });
  const asks = { scope: `openid ${MANAGING.join(" ")}`, grant_management_action: "create" };
  const { code, verifier } = await app.code(world.person(), asks);
  const form = { grant_type: "authorization_code", code, redirect_uri: REDIRECT, code_verifier: verifier };
  const { status, text, body } = await tokenRequest(client, form, headers);
  expect(status, text).toBe(200);
  return { id: String(body.grant_id), token: String(body.access_token) };
}

describe("a token that is bound to a key", () => {
  const atToken = () => ({ dpop: proofFor({ url: `${world.issuer}/token`, now: world.now() }) });
  const proved = (method: string, id: string, token: string, more: Parameters<typeof proofFor>[0]["header"] = {}) =>
    proofFor({ method, url: `${world.issuer}/grants/${id}`, now: world.now(), token, header: more });

  it.each(["the client's own", "the user's"])(
    "looks up and ends a grant with a proof for each call: %s",
    async (whose) => {
      const { id, token: users } = await created("web", atToken());
      const token = whose === "the user's" ? users : await managing("web", atToken());
      const authorization = `DPoP ${token}`;
      const looked = await call("GET", id, { authorization, dpop: proved("GET", id, token) });
      expect([looked.status, looked.body.scopes]).toEqual([200, [{ scope: `openid ${MANAGING.join(" ")}` }]]);
      const ended = await call("DELETE", id, { authorization, dpop: proved("DELETE", id, token) });
      expect([ended.status, ended.text]).toEqual([204, ""]);
      const again = await call("GET", id, { authorization, dpop: proved("GET", id, token) });
      // The user's token has ended with the grant.
      if (whose === "the user's") refused(again, 401, "invalid_token", "token/revoked");
      else refused(again, 404, "invalid_grant_id", "grant/id-unknown");
    },
  );

  it("does nothing without its proof, and with one for something else", async () => {
    const { id } = await created("web", atToken());
    const { id: second } = await created("web", atToken());
    const token = await managing("web", atToken());
    const stranger = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ format: "jwk" });
    const authorization = `DPoP ${token}`;
    const once = proved("DELETE", id, token, {});
    const tries: readonly (readonly [Sent, string, string])[] = [
      [{ authorization: `Bearer ${token}` }, "invalid_token", "token/key-unproved"],
      [{ authorization }, "invalid_token", "token/key-unproved"],
      [{ authorization, dpop: proved("GET", id, token) }, "invalid_dpop_proof", "dpop/claim-wrong"],
      [{ authorization, dpop: proved("DELETE", second, token) }, "invalid_dpop_proof", "dpop/claim-wrong"],
      [{ authorization, dpop: proved("DELETE", id, "another") }, "invalid_dpop_proof", "dpop/claim-wrong"],
      [
        { authorization, dpop: proved("DELETE", id, token, { jwk: stranger, alg: "ES256" }) },
        "invalid_dpop_proof",
        "dpop/signature-wrong",
      ],
    ];
    for (const [headers, error, code] of tries) refused(await call("DELETE", id, headers), 401, error, code);
    expect((await call("DELETE", id, { authorization, dpop: once })).status).toBe(204);
    refused(await call("DELETE", id, { authorization, dpop: once }), 401, "invalid_dpop_proof", "dpop/used-before");
  });
});

describe("a token that is bound to a certificate", () => {
  it.each(["the client's own", "the user's"])("looks up and ends a grant only with it: %s", async (whose) => {
    const { id, token: users } = await created("tls", certificate(own));
    const token = whose === "the user's" ? users : await managing("tls", certificate(own));
    const authorization = `Bearer ${token}`;
    for (const method of ["GET", "DELETE"] as const)
      for (const sent of [{}, certificate(other)])
        refused(await call(method, id, { authorization, ...sent }), 401, "invalid_token", "token/key-unproved");
    const looked = await call("GET", id, { authorization, ...certificate(own) });
    expect([looked.status, looked.body.scopes]).toEqual([200, [{ scope: `openid ${MANAGING.join(" ")}` }]]);
    expect((await call("DELETE", id, { authorization, ...certificate(own) })).status).toBe(204);
    expect((await call("GET", id, { authorization, ...certificate(own) })).status).toBe(
      whose === "the user's" ? 401 : 404,
    );
  });
});

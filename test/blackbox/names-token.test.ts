/** The table of names in PRODUCT.md, where it speaks of the token endpoint: status, `error`, and the code behind it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assertionOf } from "../catalogue/assertion.ts";
import { type Answer, answerOf, basic } from "./application.ts";
import { refused } from "./refusal.ts";
import { SECRET, startWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

type Body = string | Record<string, string> | readonly (readonly [string, string])[];

interface Sent {
  readonly method?: string;
  readonly query?: string;
  readonly as?: readonly [id: string, secret: string] | string;
  readonly type?: string;
  readonly body?: Body | (() => Body);
}

const MACHINE = ["machine", SECRET] as const;
const GRANT = { grant_type: "client_credentials" };

async function send({ method = "POST", query = "", as = MACHINE, type, body: given = GRANT }: Sent): Promise<Answer> {
  const authorization = typeof as === "string" ? as : basic(...as);
  const body = typeof given === "function" ? given() : given;
  const form = typeof body === "string" ? body : new URLSearchParams(body as Record<string, string>).toString();
  const headers = {
    ...(authorization !== "" && { authorization }),
    "content-type": type ?? "application/x-www-form-urlencoded",
  };
  const bodiless = method === "GET" || method === "HEAD";
  const response = await fetch(`${world.issuer}/token${query}`, { method, headers, ...(!bodiless && { body: form }) });
  return answerOf(world.issuer, response);
}

const TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const asserting = (client_assertion: string | (() => string)): Sent => ({
  as: "",
  body: () => ({
    ...GRANT,
    client_assertion_type: TYPE,
    client_assertion: typeof client_assertion === "string" ? client_assertion : client_assertion(),
  }),
});
/** Signed for this server, with a key that nobody has registered. */
const assertion = (claims: object, header?: object) => () =>
  assertionOf({ id: "machine", issuer: world.issuer, now: Date.now() }, claims, header);
const scope = (value: string): Sent => ({ body: { ...GRANT, scope: value } });
const code = (value: string): Sent => ({
  as: ["web", SECRET],
  body: { grant_type: "authorization_code", code: value, redirect_uri: "https://app.example/callback" },
});
const refresh = (value: string): Sent => ({
  as: ["web", SECRET],
  body: { grant_type: "refresh_token", refresh_token: value },
});
const made = (kind: string, length = 56): string => `candor_${kind}_${"A".repeat(length)}`;

type Rows = readonly (readonly [code: string, sent: Sent])[];

const twice = [...Object.entries(GRANT), ...Object.entries(GRANT)];
const many = Array.from({ length: 65 }, (_, i) => [`p${i}`, "1"] as const);
const encoded = (text: string): string => `Basic ${Buffer.from(text).toString("base64")}`;

/** invalid_request: and of names in the wild version_rejected, parameter_absent, parameter_rejected, invalid_param. */
const requests: Rows = [
  ["request/version-unsupported", { body: { oauth_consumer_key: "k" } }],
  ["request/version-unsupported", { as: "OAuth realm=x" }],
  ["request/parameter-absent", { body: { scope: "read_opaque" } }],
  ["request/parameter-absent", { body: { grant_type: "" } }],
  ["request/parameter-absent", { as: "", body: { ...GRANT, client_secret: SECRET } }],
  ["request/parameter-absent", { as: "", body: { ...GRANT, client_assertion: "e.y.J" } }],
  ["request/parameter-absent", { body: { grant_type: "refresh_token" } }],
  ["request/parameter-absent", { body: { grant_type: "authorization_code" } }],
  ["request/parameter-too-long", scope("x".repeat(8193))],
  ["request/parameter-repeated", { body: twice }],
  ["request/malformed", { body: "grant_type=%zz" }],
  ["request/malformed", { body: "grant_type=%ff" }],
  ["request/wrong-content-type", { type: "application/json", body: JSON.stringify(GRANT) }],
  ["request/wrong-content-type", { type: "multipart/form-data; boundary=x", body: "--x--" }],
  ["request/wrong-content-type", { type: "text/plain" }],
  ["request/parameter-misplaced", { query: "?client_secret=x" }],
  ["request/parameter-misplaced", { query: "?client_assertion=x" }],
  ["request/too-many-parameters", { body: many }],
  ["client-auth/client-id-mismatch", { body: { ...GRANT, client_id: "web" } }],
];

/** invalid_client, and of names in the wild invalid_client_secret. */
const clients: Rows = [
  ["client-auth/failed", { as: ["nobody", "secret"] }],
  ["client-auth/failed", { as: ["machine", "wrong"] }],
  ["client-auth/failed", { as: ["rotten", SECRET] }],
  ["client/disabled", { as: ["off", SECRET] }],
  ["client-auth/secret-absent", { as: "" }],
  ["client-auth/repeated", { body: { ...GRANT, client_secret: SECRET } }],
  ["client-auth/secret-absent", { as: "", body: { ...GRANT, client_id: "machine" } }],
  ["client-auth/secret-absent", { as: ["machine", ""] }],
  ["client-auth/method-mismatch", { as: "", body: { ...GRANT, client_id: "basic", client_secret: SECRET } }],
  ["client-auth/method-mismatch", { as: ["post", SECRET] }],
  ["client-auth/assertion-unsupported", { as: "", body: { ...GRANT, client_assertion_type: "x" } }],
  ["client-auth/assertion-malformed", asserting("e.y.J")],
  ["client-auth/assertion-claims", asserting(assertion({ iss: undefined }))],
  ["client-auth/assertion-claims", asserting(assertion({}, { alg: "none" }))],
  ["client-auth/assertion-claims", asserting(assertion({ jti: undefined }))],
  ["client-auth/assertion-wrong-audience", asserting(assertion({ aud: "https://other.example" }))],
  ["client-auth/assertion-time", asserting(assertion({ exp: 1 }))],
  ["client-auth/failed", asserting(assertion({}))],
  ["client-auth/repeated", { body: { ...GRANT, client_assertion_type: TYPE, client_assertion: "e.y.J" } }],
  ["client-auth/secret-absent", { as: "", body: { ...GRANT, client_assertion: "", client_id: "machine" } }],
  ["client-auth/malformed", { as: "Bearer abc" }],
  ["client-auth/malformed", { as: "Basic ***" }],
  ["client-auth/malformed", { as: encoded("nocolon") }],
];

const grants: Rows = [
  ["code/unknown", code("from-elsewhere")],
  ["code/unknown", code(made("code"))],
  ["code/corrupted", code(made("code", 40))],
  ["code/wrong-kind", code(made("refresh"))],
  ["refresh-token/unknown", refresh("from-elsewhere")],
  ["refresh-token/unknown", refresh(made("refresh"))],
  ["refresh-token/corrupted", refresh(made("refresh", 57))],
  ["refresh-token/wrong-kind", refresh(made("access"))],
  ["refresh-token/wrong-kind", refresh("eyJhbGciOiJub25lIn0.e30.")],
];

const scopes: Rows = [
  ["scope/wrong-delimiter", scope("read_opaque,read_profile")],
  ["scope/malformed", scope("read_opaque  read_profile")],
  ["scope/malformed", scope('["read_opaque"]')],
  ["scope/unknown", scope("nothing.like.it")],
  ["scope/misspelled", scope("read_opaqe")],
  ["scope/wrong-case", scope("READ_OPAQUE")],
  ["scope/not-allowed-for-client", scope("write_multipass")],
  ["scope/removed", scope("manage_pass")],
  ["scope/unsuitable", scope("openid")],
  ["scope/mixes-resources", scope("read_opaque read_profile")],
];

const others: readonly (readonly [string, Sent, number, string])[] = [
  ["request/wrong-method", { method: "GET", query: "?grant_type=client_credentials" }, 405, "invalid_request"],
  ["request/too-large", { body: `x=${"y".repeat(65_536)}` }, 413, "invalid_request"],
  ["client/grant-type-not-allowed", { as: ["web", SECRET] }, 400, "unauthorized_client"],
  ["request/grant-type-unsupported", { body: { grant_type: "password" } }, 400, "unsupported_grant_type"],
  ["request/grant-type-unsupported", { body: { grant_type: "Client_Credentials" } }, 400, "unsupported_grant_type"],
];

describe.each([
  ["invalid_request", 400, requests],
  ["invalid_client", 401, clients],
  ["invalid_grant", 400, grants],
  ["invalid_scope", 400, scopes],
])("%s, %i", (error, status, rows) => {
  it.each(rows)("%s: %o", async (expected, sent) => {
    refused(await send(sent), status, error, expected);
  });
});

describe("other errors", () => {
  it.each(others)("%s: %o", async (expected, sent, status, error) => {
    refused(await send(sent), status, error, expected);
  });

  it("a misspelled parameter gets the name that it resembles", async () => {
    const says = refused(await send({ body: { grantType: "x" } }), 400, "invalid_request", "request/parameter-absent");
    expect(says).toContain("grantType was sent");
  });
});

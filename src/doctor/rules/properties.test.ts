/** Whatever the input: no rule throws, takes long, or repeats a secret. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { cases } from "../../../test/breadth.ts";
import { threadWork } from "../../../test/thread-work.ts";
import { buildView } from "../build-view.ts";
import type { Exchange, Material } from "../material.ts";
import { NOTHING } from "../material.ts";
import { rules } from "./index.ts";

const SECRET = "s3cr3tValueThatNobodyMaySee";
const NAMES =
  "grant_type response_type client_id redirect_uri scope state nonce prompt code_challenge code_challenge_method resource audience response_mode".split(
    " ",
  );
const SECRETS =
  "code client_secret refresh_token code_verifier password client_assertion assertion access_token subject_token device_code".split(
    " ",
  );
const value = fc.oneof(
  fc.constantFrom(
    "authorization_code",
    "constructor",
    "__proto__",
    "refresh_token",
    "client_credentials",
    "password",
    "code",
    "id_token",
    "openid",
    "openid,profile",
    "undefined",
    "http://localhost:3000/cb",
    "https://shop.example/cb",
    "s256",
    "S256",
    "none",
    "%20",
    "https%3A%2F%2Fa",
    "",
  ),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 20 }),
);
const secret = fc.constantFrom(
  SECRET,
  `${SECRET} `,
  `"${SECRET}"`,
  `${SECRET}%2F`,
  `${SECRET}%2Bx`,
  `https://a.example/?code=${SECRET}`,
  `${SECRET}&state=x`,
  `eyJhbGciOiJIUzI1NiJ9.${SECRET}.${SECRET}`,
  `<${SECRET}>`,
  `\${${SECRET}}`,
);
const parameters = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 8 }),
    fc.dictionary(fc.constantFrom(...SECRETS), secret, { maxKeys: 4 }),
  )
  .map(([plain, hidden]) => ({ ...plain, ...hidden }));
const form = (of: Record<string, string>): string => new URLSearchParams(of).toString();
const host = fc.constantFrom(
  "https://id.example",
  "https://login.microsoftonline.com/common",
  "https://accounts.google.com",
  "http://id.example",
);
const path = fc.constantFrom(
  "/oauth/token",
  "/authorize",
  "/oauth2/v2.0/token",
  "/userinfo",
  "/.well-known/openid-configuration",
  "/x",
  "/{tenant}/token",
);
const authorization = fc.option(
  fc.constantFrom(
    `Bearer ${SECRET}`,
    `Basic ${Buffer.from(`shop:${SECRET}`).toString("base64")}`,
    `Basic ${Buffer.from(`shop:${SECRET}%+=`).toString("base64")}`,
    SECRET,
    `Bearer "${SECRET}"`,
    "Bearer",
    "",
  ),
  { nil: undefined },
);
const ERRORS = [
  "invalid_grant",
  "invalid_client",
  "invalid_scope",
  "invalid_request",
  "invalid_token",
  "access_denied",
  "login_required",
  "server_error",
  "",
  "constructor",
  "__proto__",
];
const description = fc.oneof(
  fc.string({ maxLength: 200 }),
  fc.constantFrom(
    ...ERRORS,
    "The code has expired",
    "redirect_uri mismatch",
    "client not found",
    "{".repeat(500),
    "a ".repeat(5000),
    "scope ".repeat(2000),
    "no no no token missing ".repeat(400),
  ),
);
const response = fc.record({
  status: fc.constantFrom(200, 302, 400, 401, 403, 404, 405, 415, 429, 500),
  headers: fc.constantFrom(
    {},
    { date: "Sat, 21 Nov 2026 10:00:00 GMT" },
    { "www-authenticate": 'Bearer error="invalid_token"' },
  ),
  body: fc
    .tuple(fc.constantFrom(...ERRORS), description)
    .map(([error, error_description]) => JSON.stringify({ error, error_description })),
});
const exchange: fc.Arbitrary<Exchange> = fc
  .record({
    method: fc.constantFrom("GET", "POST", "PUT"),
    host,
    path,
    inQuery: parameters,
    inBody: fc.option(parameters, { nil: undefined }),
    json: fc.boolean(),
    authorization,
    response: fc.option(response, { nil: undefined }),
    at: fc.option(fc.integer({ min: 0, max: 2e12 }), { nil: undefined }),
  })
  .map((one) => ({
    request: {
      method: one.method,
      url: `${one.host}${one.path}?${form(one.inQuery)}`,
      headers: one.authorization === undefined ? {} : { authorization: one.authorization },
      body: one.inBody === undefined ? undefined : one.json ? JSON.stringify(one.inBody) : form(one.inBody),
    },
    response: one.response,
    at: one.at,
  }));
const anything = fc.record(
  {
    exp: fc.anything(),
    iat: fc.anything(),
    nbf: fc.integer(),
    aud: fc.anything(),
    iss: fc.anything(),
    sub: fc.anything(),
  },
  { requiredKeys: [] },
);
const material: fc.Arbitrary<Material> = fc.record({
  exchanges: fc.array(exchange, { maxLength: 4 }),
  redirects: fc.array(
    parameters.map((of) => `https://shop.example/cb?${form(of)}`),
    { maxLength: 2 },
  ),
  texts: fc.array(description, { maxLength: 2 }),
  names: fc.array(fc.constantFrom(...ERRORS), { maxLength: 2 }),
  jwts: fc.array(
    fc.record({
      header: fc.record({ alg: fc.anything(), kid: fc.anything() }),
      claims: anything,
      found: fc.constantFrom("input", "bearer", "id_token", "assertion", "client_assertion", "dpop"),
    }),
    { maxLength: 3 },
  ),
  discovery: fc.array(
    fc.dictionary(
      fc.constantFrom(
        "issuer",
        "token_endpoint",
        "scopes_supported",
        "grant_types_supported",
        "response_types_supported",
        "keys",
        "resource",
      ),
      fc.anything(),
    ),
    { maxLength: 2 },
  ),
  context: fc.constantFrom(
    {},
    { registered_redirect_uris: ["https://shop.example/cb"], known_scopes: ["openid"], server_time: 1_790_000_000 },
    {
      token_endpoint_auth_method: "client_secret_basic",
      allowed_scopes: ["a"],
      grant_types: ["authorization_code"],
      client_time: "2026-11-21T10:00:00Z",
    },
  ),
});

it("no rule throws or repeats a secret", () => {
  fc.assert(
    fc.property(material, (given) => {
      const view = buildView({ ...NOTHING, ...given });
      for (const rule of rules) {
        const findings = rule.run(view);
        expect(JSON.stringify(findings), rule.name).not.toContain(SECRET);
        for (const { confidence, evidence } of findings) {
          expect(confidence).toBeGreaterThan(0);
          expect(confidence).toBeLessThanOrEqual(0.98);
          expect(evidence.length).toBeGreaterThan(0);
        }
      }
    }),
    { numRuns: cases(1_500) },
  );
});

it("none takes long for long words", () => {
  for (const part of [
    "token ",
    "no code ",
    "scope not ",
    "client_id redirect_uri ",
    "a".repeat(50),
    "invalid invalid ",
    "the user is not the account ",
  ]) {
    const view = buildView({
      ...NOTHING,
      texts: [part.repeat(20_000)],
      exchanges: [
        {
          response: {
            status: 400,
            headers: {},
            body: JSON.stringify({ error: "invalid_grant", error_description: part.repeat(3_000) }),
          },
        },
      ],
    });
    const { took } = threadWork(() => {
      for (const rule of rules) rule.run(view);
    });
    expect(took, part).toBeLessThan(1_000);
  }
});

/** A profile is data: with a stricter one, the same checks refuse what the server's accepts, and each says why. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Client } from "../../src/protocol/client.ts";
import type { Refusal } from "../../src/reasons/index.ts";
import {
  CHALLENGE,
  catalogue,
  client,
  formOf,
  grant,
  refreshState,
  SECOND,
  settings,
  T,
} from "../catalogue/samples.ts";
import { strict } from "./strict/profile.ts";

const LIST = "../../src/protocol/profiles/list.ts";

/** The decisions, with both profiles listed. */
async function load() {
  const { PROFILES } = await vi.importActual<typeof import("../../src/protocol/profiles/list.ts")>(LIST);
  vi.doMock("../../src/protocol/profiles/list.ts", () => ({ PROFILES: [...PROFILES, strict] }));
  return {
    ...(await import("../../src/protocol/decision.ts")),
    ...(await import("../../src/protocol/authorization/checks.ts")),
    ...(await import("../../src/protocol/authorization/all-checks.ts")),
    ...(await import("../../src/protocol/authorization/decide.ts")),
    ...(await import("../../src/protocol/authorization/request.ts")),
    ...(await import("../../src/protocol/authorization/trust.ts")),
    ...(await import("../../src/protocol/grants/authorization-code/checks.ts")),
    ...(await import("../../src/protocol/grants/refresh-token/checks.ts")),
  };
}

let decisions: Awaited<ReturnType<typeof load>>;
beforeAll(async () => {
  // Modules are shared with the files that were tested before, and must not be with those that come after.
  vi.resetModules();
  decisions = await load();
});
afterAll(() => {
  vi.doUnmock("../../src/protocol/profiles/list.ts");
  vi.resetModules();
});

const ada = { sessionId: 1, subject: "ada", authTime: T - 60_000, consented: ["read_photos"] };
const common = (of: Client) => ({
  client: { method: "client_secret_basic", clientId: of.id, client: of, secret: { is: "right" } } as const,
  catalogue,
  settings: settings(),
  now: T,
  accountEnabled: true,
  by: undefined,
});

function authorization(of: Client, form: Record<string, string>): unknown {
  const { authorizationChecks, firstRefusal, grantAuthorization, readAuthorizationRequest, trustRedirect } = decisions;
  const sent = {
    client_id: of.id,
    redirect_uri: of.redirectUris[0] ?? "",
    response_type: "code",
    scope: "read_photos",
  };
  const request = readAuthorizationRequest(formOf({ ...sent, ...form }));
  const to = trustRedirect(request, of);
  if ("refused" in to) return to;
  const asked = { request, to, person: ada, hint: { is: "absent" }, catalogue, answer: undefined, now: T } as const;
  const given = { ...asked, settings: settings({ codeLifetime: 600 }) };
  return firstRefusal(authorizationChecks, given) ?? grantAuthorization(given);
}

function code(of: Client, age: number): Refusal | undefined {
  const createdAt = T - age * SECOND;
  const found = grant({ createdAt, expiresAt: createdAt + 600 * SECOND, challenge: undefined, redirectUriSent: false });
  const request = { grantType: "authorization_code", code: "c", redirectUri: undefined, codeVerifier: undefined };
  const facts = { code: { is: "found", grant: found }, sessionLives: true, verifier: { is: "absent" } } as const;
  return decisions.firstRefusal(decisions.codeChecks, { ...common(of), ...facts, request });
}

/** The second of two refreshes at once. */
function refresh(of: Client): Refusal | undefined {
  const found = grant({ refresh: refreshState({ rotatedAt: T - SECOND }) });
  const request = { grantType: "refresh_token", refreshToken: "r", scope: undefined };
  const token = { is: "found", grant: found, generationsBehind: 1 } as const;
  return decisions.firstRefusal(decisions.refreshChecks, { ...common(of), request, token });
}

const app = (given: Partial<Client>): Client => client({ pkceRequired: false, ...given });
const native = { applicationType: "native", redirectUris: ["http://127.0.0.1/callback"] } as const;
const challenged = { code_challenge: CHALLENGE, code_challenge_method: "S256" };

describe.each([
  ["a confidential client without PKCE", (of: Client) => authorization(of, {}), {}, "pkce/required"],
  ["a code after 61 seconds", (of: Client) => code(of, 61), {}, "code/expired"],
  ["the second of two refreshes at once", refresh, {}, "refresh-token/reused"],
  [
    "another port on a loopback address",
    (of: Client) => authorization(of, { ...challenged, redirect_uri: "http://127.0.0.1:4711/callback" }),
    native,
    "redirect-uri/port-mismatch",
  ],
] as const)("%s", (_, decide, given, refused) => {
  it("is accepted by the server's profile", () => expect(decide(app(given)) ?? {}).not.toHaveProperty("refused"));
  it("is refused by a stricter one", () =>
    expect(decide(app({ ...given, profile: "strict" }))).toMatchObject({ refused }));
});

it("what both accept is granted by both, with codes that last as long as the profile allows", () => {
  const expiry = (of: Client) => authorization(of, challenged);
  expect(expiry(app({}))).toMatchObject({ decided: "granted", codeExpiresAt: T + 600 * SECOND });
  expect(expiry(app({ profile: "strict" }))).toMatchObject({ decided: "granted", codeExpiresAt: T + 60 * SECOND });
  expect(code(app({ profile: "strict" }), 59)).toBeUndefined();
});

it("the evidence names the bound that applied", () => {
  expect(code(app({ profile: "strict" }), 61)?.evidence).toMatchObject({ lifetime: 60, age: 61 });
  expect(refresh(app({ profile: "strict" }))?.evidence).toMatchObject({ grace: 0 });
});

it("no client gets other bounds than those of the profile that it names", () => {
  expect(() => authorization(app({ profile: "nothing" }), {})).toThrow("There is no profile nothing.");
});

import { describe, expect, it } from "vitest";
import {
  catalogue,
  client,
  grant,
  PHOTOS,
  refreshState,
  settings,
  T,
  VERIFIER,
} from "../../../test/catalogue/samples.ts";
import { refuse } from "../../reasons/index.ts";
import type { Client } from "../client.ts";
import { firstRefusal } from "../decision.ts";
import { type GrantTypeCase, grantTypeChecks } from "../token/client.ts";
import { type CodeCase, codeChecks } from "./authorization-code/checks.ts";
import { authorizationCode } from "./authorization-code/grant.ts";
import { clientCredentials } from "./client-credentials/grant.ts";
import { type RefreshCase, refreshChecks } from "./refresh-token/checks.ts";
import { refreshToken } from "./refresh-token/grant.ts";

const common = (given: Partial<Client> = {}) => {
  const of = client(given);
  return {
    client: { method: "client_secret_basic", clientId: of.id, client: of, secret: { is: "right" } },
    catalogue,
  } as const;
};
const code = { grantType: "authorization_code", code: "c", redirectUri: undefined, codeVerifier: undefined } as const;
const alive = { sessionLives: true, accountEnabled: true, verifier: { is: "absent" }, by: undefined } as const;
const found = (given: Parameters<typeof grant>[0]) =>
  ({
    code: { is: "found", grant: grant({ redirectUriSent: false, challenge: undefined, ...given }) },
    ...alive,
  }) as const;

const decideClient = (given: GrantTypeCase) => firstRefusal(grantTypeChecks, given);
const decideCode = (given: CodeCase) => firstRefusal(codeChecks, given) ?? authorizationCode.grant(given);
const decideRefresh = (given: RefreshCase) => firstRefusal(refreshChecks, given) ?? refreshToken.grant(given);

describe("the right to a grant type", () => {
  const request = { grantType: "client_credentials", scope: undefined } as const;
  it.each([
    [["client_credentials"], undefined],
    [["authorization_code"], ["authorization_code"]],
    [[], []],
  ] as const)("registered for %j", (grantTypes, allowed) => {
    const refusal =
      allowed && refuse("client/grant-type-not-allowed", { clientId: "photos", sent: "client_credentials", allowed });
    expect(decideClient({ ...common({ grantTypes }), request })).toEqual(refusal);
  });

  it("comes with the API that is named: one of this server, or none", () => {
    const named = (resource: string) => ({ ...request, target: { parameter: "resource", named: [resource] } }) as const;
    expect(decideClient({ ...common(), request: named(PHOTOS.resource) })).toBeUndefined();
    expect(decideClient({ ...common(), request: named("https://elsewhere.example") })?.refused).toBe(
      "resource/unknown",
    );
  });

  it("comes after authentication", () => {
    const given = common({ grantTypes: [] });
    const wrong = { ...given, client: { ...given.client, secret: { is: "wrong", length: 3 } as const } };
    expect(decideClient({ ...wrong, request })?.refused).toBe("client-auth/secret-wrong");
  });
});

describe("client credentials", () => {
  const decide = (scope: string | undefined, given: Partial<Client> = {}) =>
    clientCredentials.grant({
      request: { grantType: "client_credentials", scope },
      ...common(given),
      settings: settings(),
      now: T,
    });

  it("grants without a refresh token and without an ID token", () => {
    expect(decide("read_photos")).toEqual({
      client: client(),
      scope: { scopes: ["read_photos"], deprecated: [], api: PHOTOS },
      effect: { kind: "none" },
      idToken: false,
    });
  });

  it.each([
    ["openid", {}, "scope/unsuitable"],
    ["offline_access read_photos", {}, "scope/unsuitable"],
    [undefined, {}, "scope/missing"],
    [undefined, { defaultScopes: ["openid"] }, "scope/missing"],
  ] as const)("scope %j of a client with %j: %s", (scope, given, is) => {
    expect(decide(scope, given)).toMatchObject({ refused: is });
  });
});

describe("authorization code", () => {
  it.each([
    [["openid", "offline_access"], {}, { startRefresh: true, idToken: true }],
    [["openid"], {}, { startRefresh: false, idToken: true }],
    [["read_photos"], { refreshWithoutOfflineAccess: true }, { startRefresh: true, idToken: false }],
    [["offline_access"], { grantTypes: ["authorization_code"] }, { startRefresh: false, idToken: false }],
    [["read_photos"], {}, { startRefresh: false, idToken: false }],
  ] as const)("of scope %j for a client with %j: %j", (scopes, given, { startRefresh, idToken }) => {
    const facts = { ...common(given), ...found({ scopes }) };
    expect(decideCode({ ...facts, request: code, settings: settings(), now: T })).toMatchObject({
      effect: { kind: "redeem", grant: facts.code.grant, startRefresh },
      idToken,
      scope: { scopes },
    });
  });

  it("does not issue what was removed since", () => {
    const ticked = { scopes: ["read_photos", "gone_write", "sunk_read", "old_read"] };
    const facts = { ...common(ticked), ...found(ticked) };
    expect(decideCode({ ...facts, request: code, settings: settings(), now: T })).toMatchObject({
      scope: { scopes: ["read_photos", "old_read"], deprecated: [{ name: "old_read" }] },
    });
  });

  it("refuses by the first check that fails", () => {
    const request = { ...code, codeVerifier: VERIFIER };
    const facts = { ...common(), ...found({}), verifier: { is: "uncompared" } as const };
    expect(decideCode({ ...facts, request, settings: settings(), now: T })).toEqual(
      refuse("pkce/verifier-unexpected", { clientId: "photos" }),
    );
  });
});

describe("refresh", () => {
  const decide = (scope: string | undefined, generationsBehind = 0) => {
    const token = { is: "found", grant: grant({ refresh: refreshState() }), generationsBehind } as const;
    const request = { grantType: "refresh_token", refreshToken: "r", scope } as const;
    return decideRefresh({
      ...common(),
      request,
      token,
      accountEnabled: true,
      by: undefined,
      settings: settings(),
      now: T,
    });
  };
  it.each([
    [undefined, 0, "rotate", ["openid", "offline_access", "read_photos"], true],
    ["read_photos", 0, "rotate", ["read_photos"], false],
    ["openid", 0, "rotate", ["openid"], true],
    ["read_photos openid read_photos", 0, "rotate", ["read_photos", "openid"], true],
    // The second of two at once, whatever the first asked for: its own access token, and the same successor.
    [undefined, 1, "repeat", ["openid", "offline_access", "read_photos"], true],
    ["read_photos", 1, "repeat", ["read_photos"], false],
    ["read_photos openid offline_access", 1, "repeat", ["read_photos", "openid", "offline_access"], true],
  ] as const)("with scope %j, %i behind: %s", (scope, behind, kind, scopes, idToken) => {
    expect(decide(scope, behind)).toMatchObject({ effect: { kind }, scope: { scopes }, idToken });
  });

  it("is refused for an unknown token, another client's, or one for another API", () => {
    const given = {
      ...common(),
      request: { grantType: "refresh_token", refreshToken: "r", scope: undefined },
      accountEnabled: true,
      by: undefined,
      settings: settings(),
      now: T,
    } as const;
    const token = (of: Parameters<typeof grant>[0]) =>
      ({ is: "found", grant: grant({ refresh: refreshState(), ...of }), generationsBehind: 0 }) as const;
    const gone = { is: "gone", length: 71 } as const;
    expect(decideRefresh({ ...given, token: gone })).toMatchObject({ refused: "refresh-token/unknown" });
    expect(decideRefresh({ ...given, token: token({ clientId: "bills" }) })).toMatchObject({
      refused: "refresh-token/of-other-client",
    });
    const target = { parameter: "resource", named: ["https://api.example/bills"] } as const;
    const request = { ...given.request, target };
    expect(decideRefresh({ ...given, request, token: token({}) })).toMatchObject({ refused: "resource/mismatch" });
  });

  it("widening is refused, and nothing rotates", () => {
    expect(decide("read_photos write_photos")).toEqual(
      refuse("scope/exceeds-grant", {
        sent: "read_photos write_photos",
        words: ["write_photos"],
        offenders: ["'write_photos' was not granted at first"],
        repaired: "read_photos",
        granted: ["openid", "offline_access", "read_photos"],
      }),
    );
  });
});

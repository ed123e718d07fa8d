/** What an owner may set by themselves, member by member. */
import { describe, expect, it } from "vitest";
import type { Client } from "../protocol/client.ts";
import { application } from "./application.ts";
import { WALLS, type Walls, wallFaults } from "./walls.ts";

const walls: Walls = {
  own: { username: "Grace", teams: new Set(["payments", "web"]) },
  policy: { scopes: undefined, grantTypes: ["authorization_code", "refresh_token"] },
  sensitive: new Set(["write_multipass", "groups_all"]),
  lifetimes: {
    ...{ codeLifetime: 60, accessTokenLifetime: 600, idTokenLifetime: 3600 },
    ...{ refreshLifetime: 7_776_000, refreshIdleLifetime: 1_209_600 },
  },
};

const APP: Client = {
  ...{ id: "app", name: "App", applicationType: "web", disabled: false, authMethods: ["client_secret_basic"] },
  ...{ grantTypes: ["authorization_code"], redirectUris: ["https://app.example/cb"], postLogoutRedirectUris: [] },
  ...{ scopes: ["openid"], defaultScopes: [], pkceRequired: true, idTokenAlg: "RS256" },
  ...{ refreshWithoutOfflineAccess: false, firstParty: false, introspects: [], owner: "grace" },
};

const places = (
  before: Partial<Client> | undefined,
  after: Partial<Client>,
  given: Partial<Walls> = {},
  sent: string[] = [],
) =>
  wallFaults(
    {
      before: before && { ...APP, ...before },
      after: { ...APP, ...before, ...after },
      walls: { ...walls, ...given },
    },
    new Set(sent),
  ).map(({ pointer, code }) => {
    expect(code).toBe("admin/operator-only");
    return pointer;
  });

it("every member that can be sent has a rule", () =>
  expect(Object.keys(WALLS).sort()).toEqual(Object.keys(application.schema.shape).sort()));

it("a member without a rule is an operator's", () => {
  expect(places({}, {}, {}, ["toString", "is_admin", "client_name"])).toEqual(["/toString", "/is_admin"]);
});

describe("an owner changes it from one to another", () => {
  it.each<[what: string, before: Partial<Client>, after: Partial<Client>, refused: readonly string[]]>([
    ["nothing", {}, {}, []],
    [
      "its name and URIs",
      {},
      { name: "B", redirectUris: ["https://b.example/"], postLogoutRedirectUris: ["https://b.example/"] },
      [],
    ],
    ["to a public client", {}, { authMethods: ["none"] }, []],
    ["to a native one", {}, { applicationType: "native", anyLocalhostPort: false, issOnErrors: false }, []],
    ["ID tokens", {}, { idTokenAlg: "ES256", idTokenClaims: true }, []],

    ["a scope", {}, { scopes: ["openid", "profile"] }, []],
    ["a sensitive scope", {}, { scopes: ["openid", "write_multipass"] }, ["/scope"]],
    ["two sensitive scopes", {}, { scopes: ["write_multipass", "groups_all"] }, ["/scope", "/scope"]],
    ["a scope of the admin API", {}, { scopes: ["candor:applications:read"] }, ["/scope"]],
    ["a sensitive scope that it has", { scopes: ["write_multipass"] }, { scopes: ["write_multipass", "profile"] }, []],
    ["without the sensitive scope", { scopes: ["write_multipass"] }, { scopes: [] }, []],
    ["a scope of an app that doesn't ask users", { firstParty: true }, { scopes: ["openid", "profile"] }, ["/scope"]],
    ["fewer scopes of such an app", { firstParty: true }, { scopes: [] }, []],

    ["refresh tokens", {}, { grantTypes: ["authorization_code", "refresh_token"] }, []],
    ["a grant type of machines", {}, { grantTypes: ["authorization_code", "client_credentials"] }, ["/grant_types/1"]],
    [
      "that grant type, which it has",
      { grantTypes: ["client_credentials"] },
      { grantTypes: ["client_credentials", "refresh_token"] },
      [],
    ],

    ["no consent", {}, { firstParty: true }, ["/first_party"]],
    ["no consent, as it is", { firstParty: true }, { firstParty: true }, []],
    ["consent again", { firstParty: true }, { firstParty: false }, []],
    ["no PKCE", {}, { pkceRequired: false }, ["/pkce_required"]],
    [
      "the sector of its users, with its URIs",
      { subjectType: "pairwise" },
      { redirectUris: ["https://b.example/"] },
      ["/redirect_uris"],
    ],
    [
      "URIs, beside a sector that was named",
      { subjectType: "pairwise", sectorIdentifierUri: "https://app.example/s" },
      { redirectUris: ["https://b.example/"] },
      [],
    ],
    ["no PKCE, as it is", { pkceRequired: false }, {}, []],
    ["PKCE again", { pkceRequired: false }, { pkceRequired: true }, []],
    ["refresh tokens unasked", {}, { refreshWithoutOfflineAccess: true }, ["/refresh_without_offline_access"]],
    ["a scheme that any app can claim", {}, { allowedSchemes: ["vscode"] }, ["/allowed_schemes/0"]],
    [
      "one more scheme",
      { allowedSchemes: ["cursor"] },
      { allowedSchemes: ["cursor", "vscode"] },
      ["/allowed_schemes/1"],
    ],
    ["no scheme", { allowedSchemes: ["cursor"] }, { allowedSchemes: [] }, []],
    ["from the bounds of the server", {}, { profile: "oauth21" }, ["/profile"]],
    ["from its own bounds", { profile: "fapi2-security" }, { profile: undefined }, ["/profile"]],
    ["within its bounds", { profile: "fapi2-security" }, { name: "B" }, []],
    ["its request objects", { requireSignedRequestObject: true }, { requestObjectSigningAlg: "ES256" }, []],
    ["to introspect", {}, { introspects: ["https://api.example"] }, ["/introspects/0"]],
    ["not to introspect", { introspects: ["https://api.example"] }, { introspects: [] }, []],

    ["which attributes it gets, if a scope releases them", {}, { claims: [{ claim: "ssn", from: "ssn" }] }, []],
    [
      "which attributes it gets without asking",
      { firstParty: true },
      { firstParty: true, claims: [{ claim: "ssn", from: "ssn" }] },
      ["/claims"],
    ],
    ["to a stop", {}, { disabled: true }, []],
    ["to a start", { disabled: true }, { disabled: false }, ["/disabled"]],
    ["while it is stopped", { disabled: true }, { name: "B" }, []],

    [
      "shorter lifetimes",
      {},
      { codeLifetime: 30, accessTokenLifetime: 60, refreshLifetime: 1, idTokenLifetime: 3600 },
      [],
    ],
    [
      "longer lifetimes",
      {},
      {
        codeLifetime: 61,
        accessTokenLifetime: 601,
        refreshLifetime: 7_776_001,
        refreshIdleLifetime: 1_209_601,
        idTokenLifetime: 3601,
      },
      ["/code_lifetime", "/access_token_lifetime", "/refresh_lifetime", "/refresh_idle_lifetime", "/id_token_lifetime"],
    ],
    ["a longer lifetime, as it is", { accessTokenLifetime: 86_400 }, { name: "B" }, []],
    [
      "a longer lifetime to a still longer one",
      { accessTokenLifetime: 800 },
      { accessTokenLifetime: 900 },
      ["/access_token_lifetime"],
    ],

    ["to another owner", {}, { owner: "ada" }, []],
    ["to its owner in other letters", {}, { owner: "GRACE" }, []],
    ["to nobody", {}, { owner: undefined }, ["/owner"]],
    ["to a team of the owner", {}, { owner: undefined, team: "web" }, []],
    ["to another team", {}, { owner: undefined, team: "others" }, ["/owner", "/team"]],
    ["for a team as well", {}, { team: "payments" }, []],
    ["for another team as well", {}, { team: "others" }, ["/team"]],
    ["from ada, who shares it", { owner: "ada", team: "web" }, { owner: "grace" }, ["/owner"]],
    ["from ada to nobody", { owner: "ada", team: "web" }, { owner: undefined }, ["/owner"]],
    ["away from the team of ada", { owner: "ada", team: "web" }, { team: undefined }, ["/team"]],
    ["from a team to oneself", { owner: undefined, team: "web" }, { owner: "grace", team: undefined }, []],
    ["from a team to nobody", { owner: undefined, team: "web" }, { team: undefined }, ["/team"]],
    ["from one team to another", { owner: undefined, team: "web" }, { team: "payments" }, []],
  ])("%s", (_, before, after, refused) => expect(places(before, after)).toEqual(refused));
});

describe("an owner registers", () => {
  it.each<[what: string, after: Partial<Client>, refused: readonly string[]]>([
    ["an application", {}, []],
    ["one for a team", { owner: undefined, team: "web" }, []],
    ["one for oneself and a team", { team: "web" }, []],
    ["one for somebody else", { owner: "ada" }, ["/owner"]],
    ["one for another team", { owner: undefined, team: "others" }, ["/team"]],
    ["one that is disabled", { disabled: true }, []],
    ["one for machines", { grantTypes: ["client_credentials"] }, ["/grant_types/0"]],
    [
      "everything at once",
      { firstParty: true, pkceRequired: false, introspects: ["a"], scopes: ["candor:keys"], refreshLifetime: 1e9 },
      ["/scope", "/introspects/0", "/pkce_required", "/first_party", "/refresh_lifetime"],
    ],
  ])("%s", (_, after, refused) => expect(places(undefined, after)).toEqual(refused));
});

it("the operator says which scopes and grant types are the owners'", () => {
  const policy = { scopes: ["openid", "write_multipass"], grantTypes: ["client_credentials"] };
  const after = {
    scopes: ["openid", "profile", "write_multipass"],
    grantTypes: ["client_credentials", "refresh_token"],
  };
  // A scope that has become sensitive since is an operator's, whatever the list says.
  expect(places(undefined, after, { policy })).toEqual(["/scope", "/scope", "/grant_types/1"]);
});

/** What to change in the server: every fix is for a requirement that exists, each server is recognized, and the reports show it. */
import { describe, expect, it } from "vitest";
import type { Checked } from "../../src/checker/check.ts";
import { type Report, VERDICTS } from "../../src/checker/report/report.ts";
import { serverOf } from "../../src/checker/server.ts";
import { SERVER_NAMES } from "../../src/cli/check/arguments.ts";
import { reportIn } from "../../src/cli/check/print-report.ts";
import { SERVERS, type ServerName } from "../../src/requirements/fixes/define.ts";
import { FIXES, fixFor } from "../../src/requirements/fixes/index.ts";
import { REQUIREMENTS } from "../../src/requirements/index.ts";

describe.each(Object.entries(FIXES))("%s", (_, { fixes }) => {
  it("has fixes for requirements that exist", () => {
    expect(Object.keys(fixes).filter((id) => !Object.hasOwn(REQUIREMENTS, id))).toEqual([]);
  });

  it.each(Object.entries(fixes))("%s is said in whole sentences, and its code is closed", (__, says) => {
    expect(says).toMatch(/^[A-Z].*[.]$/);
    expect(says.split("`").length % 2).toBe(1);
  });
});

/** What a server's metadata has that tells it apart, with the issuer as it usually is. */
const below = (issuer: string, paths: Readonly<Record<string, string>>) => ({
  issuer,
  metadata: {
    issuer,
    ...Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, new URL(issuer).origin + path])),
  },
});

const SAMPLES: readonly (readonly [ServerName | undefined, ReturnType<typeof below>])[] = [
  [
    "keycloak",
    below("https://sso.example/auth/realms/shop", {
      authorization_endpoint: "/auth/realms/shop/protocol/openid-connect/auth",
      token_endpoint: "/auth/realms/shop/protocol/openid-connect/token",
      jwks_uri: "/auth/realms/shop/protocol/openid-connect/certs",
    }),
  ],
  [
    "hydra",
    below("https://login.example/", {
      authorization_endpoint: "/oauth2/auth",
      token_endpoint: "/oauth2/token",
      jwks_uri: "/.well-known/jwks.json",
      end_session_endpoint: "/oauth2/sessions/logout",
    }),
  ],
  ["hydra", below("https://slug.projects.oryapis.com", { token_endpoint: "/oauth2/token" })],
  [
    "auth0",
    below("https://login.example/", {
      authorization_endpoint: "/authorize",
      token_endpoint: "/oauth/token",
      mfa_challenge_endpoint: "/mfa/challenge",
    }),
  ],
  ["auth0", below("https://shop.eu.auth0.com/", { token_endpoint: "/oauth/token" })],
  [
    "entra",
    below("https://login.microsoftonline.com/5c6b0c3e-7a44-4d0c-9c1b-000000000000/v2.0", {
      token_endpoint: "/5c6b0c3e-7a44-4d0c-9c1b-000000000000/oauth2/v2.0/token",
    }),
  ],
  ["okta", below("https://dev-1.okta.com/oauth2/default", { token_endpoint: "/oauth2/default/v1/token" })],
  [
    "okta",
    below("https://login.example/oauth2/aus1abc", {
      authorization_endpoint: "/oauth2/aus1abc/v1/authorize",
      token_endpoint: "/oauth2/aus1abc/v1/token",
    }),
  ],
  [
    "spring",
    below("https://login.example", {
      authorization_endpoint: "/oauth2/authorize",
      token_endpoint: "/oauth2/token",
      jwks_uri: "/oauth2/jwks",
    }),
  ],
  [
    "identityserver",
    below("https://login.example", {
      authorization_endpoint: "/connect/authorize",
      token_endpoint: "/connect/token",
      jwks_uri: "/.well-known/openid-configuration/jwks",
    }),
  ],
  [
    "oidc-provider",
    below("https://login.example", {
      authorization_endpoint: "/auth",
      token_endpoint: "/token",
      userinfo_endpoint: "/me",
      jwks_uri: "/jwks",
    }),
  ],
  [
    "candor",
    below("https://login.example", {
      authorization_endpoint: "/authorize",
      token_endpoint: "/token",
      end_session_endpoint: "/sign-out",
      jwks_uri: "/jwks",
    }),
  ],
  [undefined, below("https://login.example", { authorization_endpoint: "/authorize", token_endpoint: "/token" })],
  [undefined, below("https://notokta.com", { token_endpoint: "/connect/token", jwks_uri: "/.well-known/jwks" })],
];

it.each(SAMPLES)("%s is recognized (sample %#)", (server, target) => expect(serverOf(target)).toBe(server));

it("there is a sample of every server", () => {
  expect(new Set(SAMPLES.flatMap(([server]) => server ?? []))).toEqual(new Set(SERVERS));
});

it("each can be named on the command line", () => expect(SERVER_NAMES).toEqual(SERVERS));

const broken = (id: string): Checked => ({
  ...{ id, is: "broken", because: "It was seen.", shows: [] },
  requirement: REQUIREMENTS[id] as Checked["requirement"],
});

const report: Report = {
  ...{ issuer: "https://sso.example/realms/shop", server: "keycloak", at: 0 },
  checked: [broken("pkce/no-plain"), broken("token/no-store")],
};

const shown = (format: "terminal" | "markdown" | "html" | "json", one: Report) =>
  reportIn(format, one, { colour: false, width: 1_000, list: VERDICTS }, () => false);

describe.each(["terminal", "markdown", "html"] as const)("%s", (format) => {
  it("names the setting of the server", () => {
    expect(shown(format, report).match(/Fix in Keycloak/g)).toHaveLength(1);
    expect(shown(format, report)).toContain("pkce.code.challenge.method");
  });

  it("has no fixes if the server isn't known", () => {
    expect(shown(format, { ...report, server: undefined })).not.toContain("Fix in");
  });
});

it("HTML has settings as code", () => {
  expect(shown("html", report)).toContain("<code>pkce.code.challenge.method</code>");
});

it("JSON has the server and the fix", () => {
  const { server, requirements } = JSON.parse(shown("json", report));
  expect(server).toBe("keycloak");
  expect(requirements.map(({ fix }: { fix?: string }) => fix)).toEqual([
    fixFor("keycloak", "pkce/no-plain")?.says,
    undefined,
  ]);
});

it("an id that no catalogue has gets no fix", () => {
  for (const id of ["no/such", "__proto__", "constructor", ""]) expect(fixFor("keycloak", id)).toBeUndefined();
});

/** Nothing that is supported is forgotten: each feature is in the metadata, has a test that sends it, and declares what it reads. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FEATURES } from "../../src/protocol/features.ts";
import { GRANT_TYPES, USUAL_GRANT_TYPES } from "../../src/protocol/grants/index.ts";
import { HEADERS } from "../../src/protocol/headers.ts";
import { metadata } from "../../src/protocol/metadata.ts";
import type { Occasion } from "../../src/protocol/occasion.ts";
import { PARAMETERS } from "../../src/protocol/parameters.ts";
import { catalogue, settings, T } from "../catalogue/samples.ts";

const TESTS = join(import.meta.dirname, "..");
const sent = globSync("{blackbox,browser,features}/**/*.ts", { cwd: TESTS })
  .map((path) => readFileSync(join(TESTS, path), "utf8"))
  .join("\n");

const { grantTypes, authenticationMethods, responseModes, senderConstraints, endpoints } = FEATURES;
const document = metadata("https://id.example", catalogue, [], T, {
  ...settings(),
  mutualTls: { authorities: [] },
  clientAttestation: { attesters: [], challenges: true },
  sessionManagement: true,
  grantManagement: "allowed",
  optionalGrants: GRANT_TYPES.filter((name) => !USUAL_GRANT_TYPES.includes(name)),
});
const named = (list: readonly { readonly name: string }[]): readonly string[] => list.map(({ name }) => name);

describe.each([
  ["grant_types_supported", named(grantTypes)],
  ["token_endpoint_auth_methods_supported", named(authenticationMethods)],
  ["response_modes_supported", named(responseModes)],
])("%s", (member, names) => {
  it("names each", () => expect(document[member]).toEqual(names));
  it.each(names)("a test sends %s", (name) => expect(sent).toMatch(new RegExp(`"${name}"|\\b${name}\\b`)));
});

it("no two features of a kind have the same name", () => {
  for (const names of [grantTypes, authenticationMethods, responseModes, senderConstraints].map(named))
    expect(names).toEqual([...new Set(names)]);
});

it("what a feature reads is declared", () => {
  const declared = PARAMETERS.map(({ name }) => name);
  const read = [
    ...grantTypes.flatMap(({ requires }) => requires ?? []),
    ...authenticationMethods.flatMap(({ parameters }) => parameters ?? []),
  ];
  expect(read.filter((name) => !declared.includes(name))).toEqual([]);
  const headers = [...authenticationMethods, ...senderConstraints].flatMap(({ headers: names }) => names ?? []);
  expect(headers.filter((name) => !HEADERS.includes(name) || name !== name.toLowerCase())).toEqual([]);
});

it("every decision belongs to an endpoint, except that about requests that reach none", () => {
  const decided = new Set(Object.values(endpoints).flatMap(({ decision }) => decision ?? []));
  // The compiler asks for each.
  const all: Readonly<Record<Occasion["decision"], true>> = {
    admin: true,
    authorization: true,
    bearer: true,
    consent: true,
    approval: true,
    backchannel: true,
    device: true,
    "device-authorization": true,
    http: true,
    introspection: true,
    invitation: true,
    pushed: true,
    refusals: true,
    registration: true,
    revocation: true,
    "sign-in": true,
    "sign-out": true,
    token: true,
  };
  expect(Object.keys(all).sort()).toEqual([...decided, "http"].sort());
});

it("the metadata has a URL for each endpoint that it names", () => {
  for (const { metadata: member, path } of Object.values(endpoints))
    if (member !== undefined) expect(document[member]).toBe(`https://id.example${path}`);
});

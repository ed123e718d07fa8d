/** Any registries: files that pass the checks, and states of a store that several owners have made. */
import fc from "fast-check";
import type { RegistryFile } from "../../src/configuration/registry.ts";
import { checkRegistry } from "../../src/declared/check.ts";
import type { Item } from "../../src/declared/items.ts";
import { wantedFrom } from "../../src/declared/wanted.ts";

const RESOURCES = ["https://a.example", "https://b.example", "urn:c"];
const SCOPES = ["read", "write", "Write", "reports.all", "yes", "1", "~"];
const ISSUERS = ["https://idp.example", "https://b.example"];
const CLIENTS = ["shop", "web", "batch", "null", "a:b", "- x".replace(" ", "")];

const api = (resource: string) =>
  fc.oneof(
    fc.record({
      resource: fc.constant(resource),
      name: fc.constantFrom("API", "yes: no", "#1"),
      lifetime: fc.constantFrom(600, 60),
      alg: fc.constantFrom("ES256" as const, "RS256" as const),
    }),
    fc.record({ resource: fc.constant(resource), name: fc.constant("API"), tokens: fc.constant("opaque" as const) }),
  );

const scope = (name: string, apis: readonly string[], scopes: readonly string[]) =>
  fc.record(
    {
      name: fc.constant(name),
      description: fc.constantFrom("Read", "Change: all", "“Ä” \n second line", "true"),
      api: apis.length === 0 ? fc.constant(undefined) : fc.constantFrom(undefined, ...apis),
      sensitive: fc.boolean(),
      deprecated: fc.constantFrom({ since: "2026-01-01", sunset: "2027-01-01", replacement: scopes[0] ?? "openid" }),
      removed: fc.constantFrom({}, { replacement: "openid" }),
    },
    { requiredKeys: ["name", "description"] },
  );

const secret = fc.oneof(
  fc.record({ value: fc.constantFrom("weak-one", "a-long-secret-of-the-shop-0123456789") }),
  fc.record({
    sha256: fc.constantFrom("a".repeat(64), "0".repeat(64)),
    expiresAt: fc.constant("2030-01-01T00:00:00Z"),
  }),
);

const client = (id: string, scopes: readonly string[], apis: readonly string[]) =>
  fc.oneof(
    fc.record(
      {
        id: fc.constant(id),
        name: fc.constantFrom("Shop", id, "no"),
        secrets: fc.array(secret, { minLength: 1, maxLength: 3 }),
        redirectUris: fc.constant(["https://shop.example/cb", "https://shop.example/other"]),
        scopes: fc.subarray(["openid", ...scopes]),
        introspects: fc.subarray([...apis]),
        disabled: fc.boolean(),
        codeLifetime: fc.constantFrom(30, 60),
        idTokenClaims: fc.constantFrom(true, false, ["email"], ["groups", "roles"]),
        grantTypes: fc.constantFrom(
          ["authorization_code" as const],
          ["authorization_code" as const, "refresh_token" as const],
        ),
      },
      { requiredKeys: ["id", "secrets", "redirectUris"] },
    ),
    fc.record(
      {
        id: fc.constant(id),
        authMethods: fc.constant(["none" as const]),
        redirectUris: fc.subarray(["https://a.example/cb", "https://b.example/cb"], { minLength: 1 }),
        scopes: fc.subarray([...scopes]),
        pkceRequired: fc.boolean(),
      },
      { requiredKeys: ["id", "authMethods", "redirectUris"] },
    ),
  );

const trustedIssuer = (issuer: string, scopes: readonly string[], clients: readonly string[]) =>
  fc.record(
    {
      issuer: fc.constant(issuer),
      jwksUri: fc.constantFrom(`${issuer}/jwks`, `${issuer}/keys`),
      scopes: fc.subarray(["openid", ...scopes], { minLength: 1 }),
      clients: fc.subarray(["https://agents.example/client.json", ...clients], { minLength: 1 }),
      identityAssertions: fc.boolean(),
      subjects: fc.constantFrom("own" as const, "users" as const),
    },
    { requiredKeys: ["issuer", "jwksUri", "scopes", "clients"] },
  );

/** A file that passes every check. */
export const registryFile: fc.Arbitrary<RegistryFile> = fc
  .tuple(fc.subarray(RESOURCES), fc.subarray(SCOPES), fc.subarray(CLIENTS), fc.subarray(ISSUERS))
  .chain(([resources, names, ids, issuers]) =>
    fc.record({
      apis: fc.tuple(...resources.map(api)),
      scopes: fc.tuple(...names.map((name) => scope(name, resources, names))),
      clients: fc.tuple(...ids.map((id) => client(id, names, resources))),
      trustedIssuers: fc.tuple(...issuers.map((issuer) => trustedIssuer(issuer, names, ids))),
    }),
  )
  .map((file) => JSON.parse(JSON.stringify(file)) as RegistryFile);

export const [OURS, THEIRS] = ["/etc/candor/ours.yaml", "theirs"];

/** What a file registers. */
export function wanted(file: RegistryFile, current: readonly Item[] = [], owner = OURS) {
  return wantedFrom(checkRegistry(file, {}), owner, current, { environment: {}, now: 1_000 });
}

/** A state that this file, another one and nobody's file have made: by turns, in the order of the items. */
export const state: fc.Arbitrary<readonly Item[]> = fc
  .tuple(registryFile, fc.array(fc.constantFrom(OURS, THEIRS, undefined), { minLength: 1, maxLength: 5 }))
  .map(([file, owners]) =>
    wanted(file).items.map(({ kind, id, content }, i) => {
      const owner = owners[i % owners.length];
      return {
        kind,
        id,
        content: { ...content, ...(owner !== undefined && { ownedBy: { file: owner } }) },
        version: i + 1,
      };
    }),
  );

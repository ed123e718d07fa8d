/** Issuers whose assertions are grants (RFC 7523 2.1), also of another domain (ID-JAG): with the names of RFC 7591 where there are any. */
import { z } from "zod";
import { trustedIssuerFaults } from "../configuration/client-key-faults.ts";
import { quoted } from "../configuration/form.ts";
import { trustedIssuer as setting } from "../configuration/trusted-issuers.ts";
import { type StoredTrustedIssuer, trustedIssuerChange } from "../ports/registered.ts";
import type { TrustedIssuer } from "../protocol/settings.ts";
import { invalid, type Members, OWNED, type Representation, translated } from "./representation.ts";

const { shape } = setting;

/** The members, and their settings. */
const SETTINGS = {
  issuer: "issuer",
  jwks: "jwks",
  jwks_uri: "jwksUri",
  identity_assertions: "identityAssertions",
  clients: "clients",
  scopes: "scopes",
  subjects: "subjects",
} as const satisfies Readonly<Record<string, keyof TrustedIssuer>>;

const MEMBERS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(SETTINGS).map(([member, name]) => [name, member]),
);

const inWords = (text: string): string => text.replaceAll("jwksUri", "jwks_uri");

const membersOf = ({ trusted }: StoredTrustedIssuer): Members =>
  Object.fromEntries(
    Object.entries(SETTINGS).flatMap(([member, name]) =>
      trusted[name] === undefined ? [] : [[member, trusted[name]]],
    ),
  );

export const trustedIssuer: Representation<"trusted-issuer"> = {
  kind: "trusted-issuer",
  title: "TrustedIssuer",
  plural: "trusted-issuers",
  // Whoever says which issuers are trusted may let one get tokens for every user.
  scope: "candor:keys",
  schema: z.strictObject(
    Object.fromEntries(Object.entries(SETTINGS).map(([member, name]) => [member, shape[name] as z.ZodType])),
  ),
  fixed: OWNED,
  idMember: "issuer",
  idOf: ({ trusted: { issuer } }) => issuer,
  changeTo: trustedIssuerChange,
  membersOf,
  read(members, _, { beside, before, exists }) {
    const trusted = Object.fromEntries(
      Object.entries(SETTINGS).map(([member, name]) => [name, members[member]]),
    ) as unknown as TrustedIssuer;
    const { clients = [], scopes = [] } = trusted;
    const faults = [
      ...translated(trustedIssuerFaults("trustedIssuers", [trusted as never]), (name) => MEMBERS[name] ?? name).map(
        (fault) => ({ ...fault, expected: inWords(fault.expected), sent: inWords(fault.sent) }),
      ),
      // What was there before may be gone, and then does no harm.
      ...scopes.flatMap((name, at) =>
        beside.scopes.includes(name) || before?.trusted.scopes.includes(name) === true
          ? []
          : [invalid(`/scopes/${at}`, quoted(name), "a scope of the catalogue")],
      ),
      ...clients.flatMap((id, at) =>
        exists.strangers?.has(id) !== true || before?.trusted.clients.includes(id) === true
          ? []
          : [invalid(`/clients/${at}`, quoted(id), "the client_id of an application")],
      ),
    ];
    return faults.length > 0 ? faults : { ...before, trusted };
  },
};

/**
 * What an entry of the registry of standard error codes is made of. Data only: no clock, no I/O.
 *
 * A reason (src/reasons) is why Candor refuses; a standard code is what any server may say on the wire.
 */
import type { Section } from "../specs.ts";

/** Where an error is returned. Each place has a response of its own form (locations.ts). */
export type Location =
  | "authorization endpoint"
  | "PAR"
  | "token endpoint"
  | "device authorization"
  | "backchannel authentication"
  | "client notification"
  | "resource"
  | "revocation"
  | "introspection"
  | "registration"
  | "permission endpoint"
  | "resource registration"
  | "federation endpoint"
  | "credential endpoint"
  | "deferred credential endpoint"
  | "notification endpoint";

export type Level = "MUST" | "MUST NOT" | "SHOULD" | "SHOULD NOT" | "MAY";

/** Whom a requirement binds. */
export type Party = "authorization server" | "resource server" | "client";

/** One requirement of a specification, in our own words. */
export interface Requirement {
  readonly section: Section;
  readonly who: Party;
  readonly level: Level;
  /** The condition under which it binds, as it follows `if`: `the client sent a Basic header`; or `always`. */
  readonly when: string;
  /** What is required, permitted or forbidden then: `return 401`. */
  readonly says: string;
}

/** One place where a code may be returned. */
export interface Use {
  readonly at: Location;
  readonly section: Section;
  /** HTTP statuses to accept there, where they differ from the place's usual ones. */
  readonly statuses?: readonly number[];
}

export interface Confusion {
  /** The other name: a standard code, or one of the wild. */
  readonly name: string;
  readonly note: string;
}

/**
 * `registered`: in IANA's OAuth Extensions Error Registry. `defined`: in a final specification, but not in the
 * registry. `draft`: in a draft.
 */
export type Standing = "registered" | "defined" | "draft";

/** One standard error code. */
export interface StandardCode {
  /** What goes over the wire as `error`. */
  readonly error: string;
  readonly title: string;
  readonly means: string;
  readonly standing: Standing;
  /** Who may change the entry; for codes outside the registry, who publishes the document. */
  readonly changeController: "IETF" | "IESG" | "OpenID Foundation" | "Kantara Initiative";
  /** The section that registers or defines the code. */
  readonly reference: Section;
  readonly usedAt: readonly Use[];
  /** What bears on this code; what holds for every code of a place is in locations.ts. */
  readonly requirements: readonly Requirement[];
  /** What a checker of servers or clients accepts and rejects. */
  readonly validation: { readonly accept: readonly string[]; readonly reject: readonly string[] };
  readonly confusedWith?: readonly Confusion[];
}

/** Makes requirements that bind one party: `server.must(section, when, says)`. */
function party(who: Party) {
  const at = (level: Level) => (section: Section, when: string, says: string) => ({ section, who, level, when, says });
  return {
    must: at("MUST"),
    mustNot: at("MUST NOT"),
    should: at("SHOULD"),
    shouldNot: at("SHOULD NOT"),
    may: at("MAY"),
  } satisfies Record<string, (section: Section, when: string, says: string) => Requirement>;
}

export const server = party("authorization server");
export const api = party("resource server");
export const client = party("client");

/** The requirement up to its level: `If it supports issuer identification, the authorization server`. */
export function opening({ who, when }: Requirement): string {
  return when === "always" ? `The ${who}` : `If ${when}, the ${who}`;
}

/** What a grant type adds to the token request (RFC 6749 1.3): a folder beside this file, and a line in `list.ts`. */
import type { Supply } from "../../reasons/fix.ts";
import type { Code, Refusal } from "../../reasons/index.ts";
import type { Section } from "../../specs.ts";
import type { AuthorizationDetail, Confirmation } from "../access-token.ts";
import type { Client } from "../client.ts";
import type { Check } from "../decision.ts";
import type { Grant } from "../grant.ts";
import type { Thumbprint, Versioned } from "../record.ts";
import type { CommonFacts, TokenOccasion, TokenRequest } from "../token/facts.ts";
import type { TokenGranted } from "./granted.ts";

/** The parameters of a token request, as a grant type reads them. */
export interface Sent {
  readonly values: ReadonlyMap<string, string>;
  /** The name under which a parameter that is missing was probably sent. */
  readonly near: (parameter: string) => string | undefined;
  readonly common: TokenRequest;
}

/** What a grant is decided by: what the request says, what was loaded for it, and what all grants need. */
export type GrantCase<Request, Facts> = Facts & CommonFacts & { readonly request: Request };

/** What a fix may rely on when it supposes other facts. */
export interface Supposing extends Pick<TokenOccasion, "settings" | "now"> {
  readonly client: Client | undefined;
  /** The parameters of the request. */
  readonly values: ReadonlyMap<string, string>;
}

/** Facts that a fix supposes, and the parameters that would be sent with them. */
export interface Supposed<Facts> {
  readonly facts: Facts;
  readonly sent?: Readonly<Record<string, string>>;
}

export interface GrantType<Name extends string = string, Request extends TokenRequest = TokenRequest, Facts = unknown> {
  readonly name: Name;
  readonly cites: Section;
  /** What a client exchanges for tokens, in words for the documentation. */
  readonly exchanges: string;
  /** The parameter that brings what is exchanged; none where the client alone is enough. */
  readonly requires?: string;
  /** Whether the metadata lists it only where a client may use it (`Settings.optionalGrants`). */
  readonly optional?: true;
  readonly read: (sent: Sent) => Request;
  /** Whether what the request brings is good. */
  readonly checks: readonly Check<GrantCase<Request, Facts>>[];
  /** What is granted where all checks pass. The scope can still be refused. */
  readonly grant: (given: GrantCase<Request, Facts>) => TokenGranted | Refusal;
  /** The grant behind what was brought, the reason that says it was used before, and why everything that came from it then ends. */
  readonly theft?: {
    readonly refused: Code;
    readonly because: string;
    readonly grant: (facts: Facts) => Grant | undefined;
  };
  /** The authorization details of what was brought, of which a request may ask for some (RFC 9396 6.1); those of a grant are known. */
  readonly details?: (facts: Facts, values: ReadonlyMap<string, string>) => GrantedDetails;
  /** The key that what was brought is bound to, if any. */
  readonly boundTo?: (facts: Facts) => Confirmation | undefined;
  /** What the journal keeps of the facts. */
  readonly record: Versioned<Facts>;
  /** The facts if the client had what a fix supplies; `undefined` if facts for that are missing. */
  readonly supplies?: {
    readonly [What in Supply]?: (facts: Facts | undefined, given: Supposing) => Supposed<Facts> | undefined;
  };
  /** The facts without what was found about a parameter that isn't sent any more. */
  readonly without?: Readonly<Record<string, (facts: Facts) => Facts>>;
  /** The facts if the server's codes lived for so many seconds. */
  readonly withCodeLifetime?: (facts: Facts, seconds: number) => Facts;
}

/** A grant type of which nothing more is known. What it reads and loads is passed to its own functions alone. */
export type AnyGrantType = Omit<
  GrantType<string, TokenRequest, never>,
  "record" | "details" | "boundTo" | "supplies" | "without" | "withCodeLifetime"
> & {
  readonly details?: (facts: never, values: ReadonlyMap<string, string>) => GrantedDetails;
  readonly boundTo?: (facts: never) => Confirmation | undefined;
  readonly record: {
    readonly version: number;
    readonly write: (facts: never, thumbprint: Thumbprint) => object;
    readonly read: (kept: unknown, version: unknown) => unknown;
  };
  readonly supplies?: {
    readonly [What in Supply]?: (facts: never, given: Supposing) => Supposed<unknown> | undefined;
  };
  readonly without?: Readonly<Record<string, (facts: never) => unknown>>;
  readonly withCodeLifetime?: (facts: never, seconds: number) => unknown;
};

/** Authorization details that were granted before. A record keeps no more than their types. */
export interface GrantedDetails {
  readonly types: readonly string[];
  readonly values: readonly AuthorizationDetail[];
}

/** What was loaded for a grant type; `undefined` before. One that brings nothing needs nothing. */
export function factsOf<Facts>(
  { name, requires }: { readonly name: string; readonly requires?: string },
  { facts }: Pick<TokenOccasion, "facts">,
): Facts | undefined {
  return (requires === undefined ? NOTHING : facts?.[name]) as Facts | undefined;
}

const NOTHING = {};

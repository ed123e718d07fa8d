/** Authorization details (RFC 9396): the types that the operator has declared, and what is known of those in a request. */
import type { AuthorizationDetail } from "../access-token.ts";
import type { Client } from "../client.ts";

/** The parameter that has them. */
export const DETAILS = "authorization_details";

/** Words in the language of the server, and in others by BCP 47 tag. */
export interface Words {
  readonly description: string;
  readonly descriptions?: Readonly<Record<string, string>> | undefined;
}

/** A type of authorization details (RFC 9396 2.1). */
export interface DetailType {
  readonly type: string;
  /** The API that its details are for; without one, each API learns of them. */
  readonly api?: string | undefined;
  /** What they allow, for the user: `Pay {/instructedAmount/amount} to {/creditorName}`. */
  readonly description: string;
  readonly descriptions?: Readonly<Record<string, string>> | undefined;
  /** What the user calls a member, by its JSON pointer without positions in lists. */
  readonly members?: Readonly<Record<string, Words>> | undefined;
  readonly sensitive: boolean;
  /** Whether a user who has allowed the same before isn't asked again. */
  readonly remembered: boolean;
  /** A JSON Schema of each. */
  readonly schema: Readonly<Record<string, unknown>>;
}

/** One of the details in a request, without what only its API understands. */
export interface SentDetail {
  readonly type: string;
  /** Whether the type is declared, and else the one that was probably meant. */
  readonly declared: boolean;
  readonly near?: string | undefined;
  /** The API that it is for. */
  readonly api?: string | undefined;
  /** Where it violates the schema of its type. */
  readonly fault?: DetailFault | undefined;
  /** Whether it is more than was granted before, in a token request. */
  readonly beyond?: boolean | undefined;
}

export interface DetailFault {
  /** JSON pointer within `authorization_details`: `/0/actions`. */
  readonly at: string;
  /** What is expected there, in words. */
  readonly expected: string;
  /** The member that was probably meant. */
  readonly near?: string | undefined;
}

/** What came of reading `authorization_details`. */
export type SentDetails =
  | { readonly is: "malformed"; readonly fault: string }
  | {
      readonly is: "read";
      readonly details: readonly SentDetail[];
      /** As they were sent. No record keeps them, and no check looks at them. */
      readonly values: readonly AuthorizationDetail[];
    };

/** The APIs that details are for; `undefined` where none are asked for. */
export const apisOfDetails = (sent: SentDetails | undefined): readonly string[] | undefined =>
  sent?.is === "read" ? [...new Set(sent.details.flatMap(({ api }) => api ?? []))] : undefined;

/** The details that a request asks for; `undefined` where it asks for none. */
export const valuesOf = (sent: SentDetails | undefined): readonly AuthorizationDetail[] | undefined =>
  sent?.is === "read" ? sent.values : undefined;

/**
 * The details that a token has: those for its APIs, of types that its client may still ask for (RFC 9396 7). An API learns nothing of what is for
 * another one.
 */
export function detailsFor(
  types: readonly DetailType[] | undefined,
  { authorizationDetailsTypes: allowed = [] }: Client,
  granted: readonly AuthorizationDetail[] | undefined,
  audience: readonly string[] | undefined,
): readonly AuthorizationDetail[] | undefined {
  if (granted === undefined) return undefined;
  return granted.filter(({ type }) => {
    const declared = types?.find((one) => one.type === type);
    const isForApi = declared?.api === undefined || audience?.includes(declared.api) === true;
    return declared !== undefined && isForApi && allowed.includes(type);
  });
}

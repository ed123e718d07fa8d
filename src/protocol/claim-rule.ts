/** How a claim comes about. */

/** Where claims are sent. */
export const PLACES = ["access_token", "id_token", "userinfo"] as const;
export type Place = (typeof PLACES)[number];

export interface ClaimRule {
  /** The name of the claim. */
  readonly claim: string;
  /** The user's attribute; none if the value is a constant. */
  readonly from?: string | undefined;
  readonly value?: unknown;
  /** Of a list: only these entries, and only those that begin with this. */
  readonly only?: readonly string[] | undefined;
  readonly prefix?: string | undefined;
  /** Leaves the prefix out of what is sent. */
  readonly strip?: boolean | undefined;
  /** Only there. */
  readonly in?: readonly Place[] | undefined;
}

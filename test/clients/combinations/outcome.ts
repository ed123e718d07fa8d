/** What a combination comes to, and what it must come to. */
import type { Combination } from "./product.ts";

export interface Outcome {
  readonly subject: string;
  /** From userinfo. */
  readonly name?: string;
  /** The type of the refreshed token, in lower case. */
  readonly type?: string;
  /** Its key, by introspection; a public client can't ask. */
  readonly bound?: object | undefined;
  readonly active?: boolean | undefined;
}

/** `bound`: the names of the keys' thumbprints. */
export function expected({ authentication, response, dpop }: Combination): object {
  if (response === "id_token") return { subject: "ada" };
  const keys = [...(dpop ? ["jkt"] : []), ...(authentication.includes("tls") ? ["x5t#S256"] : [])];
  const known = authentication !== "none";
  return {
    ...{ subject: "ada", name: "Ada Lovelace", type: dpop ? "dpop" : "bearer" },
    ...{ active: known ? true : undefined, bound: known && keys.length > 0 ? keys : undefined },
  };
}

/** An outcome, with the names of the thumbprints in place of the thumbprints. */
export const seen = ({ bound, ...rest }: Outcome): object => ({
  ...rest,
  ...(rest.name !== undefined && { bound: bound && Object.keys(bound).sort() }),
});

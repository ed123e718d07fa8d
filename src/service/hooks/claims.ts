/** Claims that the operator's hook adds to tokens and userinfo. */
import type { ClaimsRequest } from "../../ports/hooks.ts";
import type { Claims } from "../../ports/storage.ts";
import type { Client } from "../../protocol/client.ts";
import { readExtraClaims } from "../../protocol/extra-claims.ts";
import type { Shared } from "../deps.ts";
import { callHook, unusable } from "./call.ts";
import { findUser } from "./users.ts";

/** What claims are asked for, before the user is loaded. */
export type Wanted = Omit<ClaimsRequest, "client" | "user"> & {
  readonly client: Pick<Client, "id" | "name">;
  readonly subject: string | undefined;
};

/** The claims to add; `undefined` if there is no hook for them. Rejects with a `HookFault`. */
export async function extraClaims(
  deps: Pick<Shared, "hooks" | "storage">,
  { client: { id, name }, subject, scopes, ...rest }: Wanted,
): Promise<Claims | undefined> {
  const { claims: hook, timeout = 0 } = deps.hooks ?? {};
  if (hook === undefined) return undefined;
  const user = subject === undefined ? undefined : await findUser(deps, subject);
  const request: ClaimsRequest = {
    ...rest,
    client: { id, name },
    scopes: [...scopes],
    // A copy, because the original may be in the storage's cache.
    user: user && { subject: user.subject, username: user.username, claims: structuredClone(user.claims) },
  };
  const returned = await callHook({ hook: "claims", timeout }, (context) => hook(request, context));
  const read = readExtraClaims(returned);
  if ("because" in read) throw unusable("claims", read.because);
  return read.claims;
}

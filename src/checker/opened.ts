/** Opens responses that are signed JWTs (JARM 2.4), so that what they hold is seen like any other response. */
import { isSignedBy, jwtOf, type KeyLab, type KeySet, keySet } from "./jwt.ts";
import type { Returned } from "./sign-in/sign-in.ts";
import type { TestClient } from "./target.ts";

/** How far clocks may differ, in seconds. */
const SKEW = 60;
/** What is about the JWT, and none of the response's parameters. */
const OF_JWT = ["aud", "exp", "iat", "nbf", "jti"];

type Open = (returned: Returned | undefined, client: TestClient) => Promise<Returned | undefined>;

/** As it came, unless it is a JWT of the server for this client. The server's keys are read once. */
export function opening(lab: KeyLab & { readonly now: () => number }): Open {
  let keys: Promise<KeySet | undefined> | undefined;
  return async (returned, { client_id }) => {
    const text = returned?.parameters.get("response") ?? undefined;
    const claims = jwtOf(text ?? "")?.claims;
    if (returned === undefined || text === undefined || claims === undefined) return returned;
    const { iss, aud, exp } = claims;
    const isCurrent = typeof exp === "number" && exp > lab.now() / 1_000 - SKEW;
    if (iss !== lab.target.issuer || ![aud].flat().includes(client_id) || !isCurrent) return returned;
    keys ??= keySet(lab).catch(() => undefined);
    const set = await keys;
    if (set === undefined || !(await isSignedBy(set, text))) return returned;
    const held = Object.entries(claims).filter(([name]) => !OF_JWT.includes(name));
    const parameters = new URLSearchParams(held.map(([name, value]) => [name, String(value)]));
    return { ...returned, parameters, sealed: returned.parameters };
  };
}

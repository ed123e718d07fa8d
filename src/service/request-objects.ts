/** Reads and verifies request objects (RFC 9101 6). */
import type { Client } from "../protocol/client.ts";
import { CLIENT_SIGNING_ALGS } from "../protocol/jwk.ts";
import { formOfObject, judgedOf, type RequestObject } from "../protocol/request-object/object.ts";
import type { Deps } from "./deps.ts";
import { verifySentJwt } from "./jwt/verify.ts";

/** What is known of the request object of a client. `now` in milliseconds. */
export async function readObject(deps: Deps, text: string, client: Client, now: number): Promise<RequestObject> {
  const { clientKeys, issuer } = deps;
  const jwt = await verifySentJwt(text, { clientKeys, client, algs: CLIENT_SIGNING_ALGS }, now);
  const unsigned = text.endsWith(".");
  if (jwt.is === "malformed") return { jwt, unsigned, form: { values: new Map(), repeated: [] }, issuer };
  return { jwt: { ...jwt, claims: judgedOf(jwt.claims) }, unsigned, form: formOfObject(jwt.claims), issuer };
}

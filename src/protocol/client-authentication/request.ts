/** How a client presents itself (RFC 6749 2.3): one method in one request. */
import { type Refusal, refuse } from "../../reasons/index.ts";
import type { AuthMethod } from "../client.ts";
import { type Form, formDecode } from "../form.ts";

/** What was presented. Secrets live here only, between the wire and their comparison; never in facts. */
export interface Presented {
  readonly method: AuthMethod;
  readonly clientId: string | undefined;
  readonly secret: string | undefined;
  /** Id and secret of HTTP Basic as sent, before form-decoding, where that makes a difference. */
  readonly undecoded: { readonly clientId: string; readonly secret: string } | undefined;
}

/** Reads the client's credentials from the Authorization header and the form. */
export function readClientCredentials(form: Form, authorization: string | undefined): Presented | Refusal {
  const clientId = form.values.get("client_id");
  const secret = form.values.get("client_secret");
  if (authorization === undefined) {
    return { method: secret === undefined ? "none" : "client_secret_post", clientId, secret, undecoded: undefined };
  }
  const basic = readBasic(authorization);
  if ("refused" in basic) return basic;
  if (secret !== undefined) {
    return refuse("client-auth/repeated", { methods: ["client_secret_basic", "client_secret_post"] });
  }
  if (clientId !== undefined && clientId !== basic.clientId && clientId !== basic.undecoded?.clientId) {
    return refuse("client-auth/client-id-mismatch", { header: basic.clientId ?? "", body: clientId });
  }
  return basic;
}

const SCHEMES = /^(basic|bearer|digest|dpop|negotiate|ntlm|oauth|token)$/i;

/** "The client identifier is encoded using the "application/x-www-form-urlencoded" encoding algorithm" (RFC 6749 2.3.1). */
function readBasic(authorization: string): Presented | Refusal {
  const space = authorization.indexOf(" ");
  const scheme = space === -1 ? authorization : authorization.slice(0, space);
  const text = space === -1 ? "" : authorization.slice(space + 1).trim();
  // A header without a scheme may be the secret itself: only names of schemes are repeated.
  const malformed = (): Refusal => refuse("client-auth/malformed", { scheme: SCHEMES.test(scheme) ? scheme : "none" });
  if (scheme.toLowerCase() !== "basic" || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return malformed();
  const pair = Buffer.from(text, "base64").toString("utf8");
  const colon = pair.indexOf(":");
  if (colon < 1) return malformed();
  const raw = { clientId: pair.slice(0, colon), secret: pair.slice(colon + 1) };
  const clientId = formDecode(raw.clientId) ?? raw.clientId;
  const secret = formDecode(raw.secret) ?? raw.secret;
  const changed = clientId !== raw.clientId || secret !== raw.secret;
  return {
    // A public client whose library insists on Basic sends an empty password, which is no credential.
    method: raw.secret === "" ? "none" : "client_secret_basic",
    clientId,
    secret: secret === "" ? undefined : secret,
    undecoded: changed ? raw : undefined,
  };
}

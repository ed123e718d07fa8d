/** A form with the authentication of a client (RFC 6749 2.3.1, RFC 7523 2.2, RFC 8705 2). */
import { ATTESTED } from "./attesting.ts";
import { aliasOf, assertedBy, basic, certificateOf, isTls } from "./authentication.ts";
import type { ToSend } from "./sender.ts";
import type { Target, TestClient } from "./target.ts";

/** Makes what clients prove themselves with. */
interface Proving {
  readonly target: Target;
  assertion(client: TestClient): string;
  attestation(client: TestClient): Readonly<Record<string, string>>;
}

/** What the form has already stays. */
export function formAs(
  client: TestClient,
  url: string,
  form: readonly (readonly [string, string])[],
  lab: Proving,
): ToSend {
  const { client_id, client_secret = "", token_endpoint_auth_method: method } = client;
  if (method === "client_secret_basic")
    return { url, form, headers: { authorization: basic(client_id, client_secret) } };
  const own: [string, string][] = [["client_id", client_id]];
  if (method === "client_secret_post") own.push(["client_secret", client_secret]);
  if (/_jwt$/.test(method)) own.push(...assertedBy(lab.assertion(client)));
  const given = new Set(form.map(([name]) => name));
  const usual = { url, form: [...form, ...own.filter(([name]) => !given.has(name))] };
  if (method === ATTESTED) return { ...usual, headers: lab.attestation(client) };
  return isTls(client) ? { ...usual, url: aliasOf(lab.target, url), certificate: certificateOf(client) } : usual;
}

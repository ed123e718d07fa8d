/** The requests of the demo's week, as applications send them. */
import { hash } from "node:crypto";
import type { EndpointRequest } from "../../protocol/received.ts";
import { basic } from "../application.ts";
import { DEMO_SECRETS } from "../world.ts";

/** Where a request comes from: an IP address for documentation (RFC 5737), and what sends it. */
export interface Sender {
  readonly address: string;
  readonly userAgent: string;
}

export const BACKEND: Sender = { address: "203.0.113.17", userAgent: "node" };
export const WORKER: Sender = { address: "203.0.113.80", userAgent: "python-requests/2.32.3" };
export const SPRING: Sender = { address: "198.51.100.24", userAgent: "Apache-HttpClient/5.4 (Java/21)" };
export const BROWSER: Sender = {
  address: "192.0.2.44",
  userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
};

type Form = Readonly<Record<string, string>>;

/** A request to the token endpoint, authenticated with HTTP Basic, or with `client_id` alone. */
export function tokenRequest(client: string, form: Form, from: Sender, secret = secretOf(client)): EndpointRequest {
  const isPublic = secret === undefined;
  const body = new URLSearchParams({ ...form, ...(isPublic && { client_id: client }) });
  return {
    method: "POST",
    contentType: "application/x-www-form-urlencoded",
    authorization: isPublic ? undefined : basic({ id: client, secret }),
    headers: undefined,
    query: "",
    body: body.toString(),
    ...from,
  };
}

export const clientCredentials = (client: string, scope: string | undefined, from: Sender, secret?: string) =>
  tokenRequest(client, { grant_type: "client_credentials", ...(scope !== undefined && { scope }) }, from, secret);

const secretOf = (client: string): string | undefined => (DEMO_SECRETS as Readonly<Record<string, string>>)[client];

/** A verifier that a real application would have made at random. */
export const VERIFIER = "an-example-of-a-code-verifier-of-the-demo-week";

/** An authorization request with everything right but what is given. */
export function authorizationRequest(client: string, redirectUri: string, form: Form, from: Sender): EndpointRequest {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: client,
    redirect_uri: redirectUri,
    state: "af0ifjsldkj",
    code_challenge: hash("sha256", VERIFIER, "base64url"),
    code_challenge_method: "S256",
    ...form,
  });
  for (const [name, value] of Object.entries(form)) if (value === "") query.delete(name);
  return {
    method: "GET",
    contentType: undefined,
    authorization: undefined,
    headers: undefined,
    query: query.toString(),
    body: "",
    ...from,
  };
}

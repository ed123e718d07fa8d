/** Templates for the messages, so that each example contains only its own details. */

/** Parameters as they are sent. `undefined` ones are omitted. */
export type Parameters = Readonly<Record<string, string | undefined>>;

export const CALLBACK = "http://localhost:9400/demo/callback";

const HOST = "Host: localhost:9400";
const FORM = "Content-Type: application/x-www-form-urlencoded";

/** HTTP Basic for a demo client, with its own `secret` unless another one is given. */
export function basic(client: string, secret = `${client}-secret`): string {
  return `Authorization: Basic {base64 of ${client}:${secret}}`;
}

/** A proof of the client's key for a token request, made for this message alone. */
export const PROOF = "DPoP: {proof for POST /token}";

export const BEARER = "Authorization: Bearer {access_token}";

export function message(start: string, headers: readonly string[], body?: string): string {
  const head = [`${start} HTTP/1.1`, HOST, ...headers].join("\n");
  return body === undefined ? head : `${head}\n\n${body}`;
}

export function get(path: string, ...headers: string[]): string {
  return message(`GET ${path}`, headers);
}

/** A form sent with POST. */
export function post(path: string, body: string | Parameters, ...headers: string[]): string {
  return message(`POST ${path}`, [...headers, FORM], typeof body === "string" ? body : parameters(body));
}

export function parameters(all: Parameters): string {
  const sent = Object.entries(all).filter(([, value]) => value !== undefined);
  return sent.map(([name, value]) => `${name}=${value}`).join("&");
}

/** An authorization request of demo-web with changed or added parameters. `headers` are the browser's. */
export function authorize(changed: Parameters = {}, ...headers: string[]): string {
  const all = {
    response_type: "code",
    client_id: "demo-web",
    redirect_uri: CALLBACK,
    scope: "openid+read_profile",
    code_challenge: "{code_challenge}",
    code_challenge_method: "S256",
    ...changed,
  };
  return get(`/authorize?${parameters(all)}`, ...headers);
}

/** The parameters with which demo-web redeems a code. */
export const CODE: Parameters = {
  grant_type: "authorization_code",
  code: "{code}",
  redirect_uri: CALLBACK,
  code_verifier: "{code_verifier}",
};

/** demo-web redeems its code. */
export function redeem(changed: Parameters = {}, ...headers: string[]): string {
  return post("/token", { ...CODE, ...changed }, basic("demo-web"), ...headers);
}

/** demo-web refreshes. */
export function refresh(changed: Parameters = {}, ...headers: string[]): string {
  return post(
    "/token",
    { grant_type: "refresh_token", refresh_token: "{refresh_token}", ...changed },
    basic("demo-web"),
    ...headers,
  );
}

/** demo-service, or the client in `credentials`, requests a token for itself. */
export function machine(changed: Parameters = {}, credentials = basic("demo-service"), ...headers: string[]): string {
  return post("/token", { grant_type: "client_credentials", ...changed }, credentials, ...headers);
}

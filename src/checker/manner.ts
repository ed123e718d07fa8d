/** How a client's authorization requests must come: in the URL, pushed (RFC 9126 5), in signed objects (RFC 9101 10.5). */

import type { AuthorizationRequest, Authorized } from "./authorized.ts";
import { placeOf } from "./believed.ts";
import { CannotTell } from "./cannot-tell.ts";
import { briefly, statusOf } from "./exchange.ts";
import { type RequestLab, requestObject } from "./request-object.ts";
import { endpoint, type Target, type TestClient } from "./target.ts";

export interface Manner {
  readonly isPushed: boolean;
  readonly isSigned: boolean;
}

/** What the metadata and the client's registration say. */
export const declaredManner = ({ metadata }: Pick<Target, "metadata">, client: TestClient): Manner => ({
  isPushed:
    metadata.require_pushed_authorization_requests === true || client.require_pushed_authorization_requests === true,
  isSigned: metadata.require_signed_request_object === true || client.require_signed_request_object === true,
});

/** Sends a request in a manner, in a browser in which nobody signs in. */
type SendIn = (request: AuthorizationRequest, manner: Manner) => Promise<Authorized>;

/** What each client must do, asked once. */
export function mannersOf(lab: RequestLab, send: SendIn): (client: TestClient) => Promise<Manner> {
  const found = new Map<string, Promise<Manner>>();
  return (client) => {
    const manner = found.get(client.client_id) ?? mannerOf(lab, client, send);
    found.set(client.client_id, manner);
    return manner;
  };
}

/**
 * What a client must do. A server need not publish what only some clients must (RFC 9126 6), so a right request is tried: if it is
 * refused in the manner that was declared, and accepted in another one, that is the client's. Throws `CannotTell` if all are
 * refused. Nothing is tried for a client that isn't one of those that were given.
 */
async function mannerOf(lab: RequestLab, client: TestClient, send: SendIn): Promise<Manner> {
  const { target } = lab;
  const declared = declaredManner(target, client);
  const given = Object.values(target.clients).find(
    (one: TestClient | undefined) => one?.client_id === client.client_id,
  );
  if (given?.redirect_uri === undefined) return declared;
  const refused: Authorized[] = [];
  for (const manner of manners(target, given, declared)) {
    const authorized = await send(lab.authorizationRequest(given), manner);
    if (!isRefused(authorized)) return manner;
    refused.push(authorized);
  }
  const [first] = refused;
  if (first === undefined) return declared;
  throw new CannotTell(
    `The authorization request of ${client.client_id} led to no code. It ended at ${placeOf(first.last.sent.url)}: ${briefly(first.last)}. However it is sent, it is refused.`,
    [first.last],
  );
}

/** The declared manner first; none if there is no other one. */
function manners(target: Target, client: TestClient, declared: Manner): readonly Manner[] {
  const canPush = endpoint(target, "pushed_authorization_request") !== undefined;
  const also = [
    ...(canPush ? [{ isPushed: true, isSigned: declared.isSigned }] : []),
    ...(canSign(target, client) ? [{ isPushed: declared.isPushed, isSigned: true }] : []),
    ...(canPush && canSign(target, client) ? [{ isPushed: true, isSigned: true }] : []),
  ].filter((one) => one.isPushed !== declared.isPushed || one.isSigned !== declared.isSigned);
  return also.length === 0 ? [] : [declared, ...also];
}

/** With its key, unless that is of a certificate or an attested instance; or with its secret where the server takes that. */
export function canSign({ metadata }: Pick<Target, "metadata">, client: TestClient | undefined): boolean {
  if (client?.private_key !== undefined && !/tls|attest/.test(client.token_endpoint_auth_method)) return true;
  const algs = metadata.request_object_signing_alg_values_supported;
  return client?.client_secret !== undefined && Array.isArray(algs) && algs.includes("HS256");
}

/** An error came, by a redirect or on a page. That nobody has signed in is none: the page for it may have any status. */
function isRefused({ landing, last }: Authorized): boolean {
  const error = landing.returned?.parameters.get("error") ?? undefined;
  if (error !== undefined) return true;
  return landing.returned === undefined && statusOf(last) >= 400 && statusOf(last) < 500 && statusOf(last) !== 429;
}

/** Parameters that are JSON have it in an object as it is, and numbers as numbers (OpenID Connect Core 6.1, RFC 9396 3). */
const IN_JSON = ["claims", "authorization_details", "max_age"];

/**
 * The same request in a signed object, with nothing beside it but client_id (RFC 9101 5); as it is, if it has one already or has a
 * parameter twice, which no object can have.
 */
export function signed(lab: RequestLab, request: AuthorizationRequest): AuthorizationRequest {
  const url = new URL(request.url);
  const names = [...url.searchParams.keys()];
  const isOfObject = names.some((name) => name === "request" || name === "request_uri");
  if (isOfObject || new Set(names).size < names.length || !canSign(lab.target, request.client)) return request;
  const claims = Object.fromEntries(
    IN_JSON.filter((name) => names.includes(name)).map((name) => [name, jsonIn(url.searchParams.get(name) ?? "")]),
  );
  const parameters = {
    client_id: url.searchParams.get("client_id") ?? "",
    request: requestObject(lab, request, { claims }),
  };
  return { ...request, url: `${url.origin}${url.pathname}?${new URLSearchParams(parameters)}` };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** How a client's authorization requests must come: in the URL, pushed (RFC 9126 5), in signed objects (RFC 9101 10.5); and whether they must ask for a JWT (JARM). */

import type { AuthorizationRequest, Authorized } from "./authorized.ts";
import { placeOf } from "./believed.ts";
import { CannotTell } from "./cannot-tell.ts";
import { briefly, statusOf } from "./exchange.ts";
import { type RequestLab, requestObject } from "./request-object.ts";
import { endpoint, listed, type Target, type TestClient } from "./target.ts";

export interface Manner {
  readonly isPushed: boolean;
  readonly isSigned: boolean;
  /** Responses must be asked for as JWTs. */
  readonly isJwt: boolean;
}

/** A mode of JARM. */
const isJwtMode = (mode: string): boolean => /(^|\.)jwt$/.test(mode);

const modesOf = (target: Pick<Target, "metadata">): readonly string[] =>
  listed(target, "response_modes_supported") ?? [];

/** What the metadata and the client's registration say. */
export const declaredManner = ({ metadata }: Pick<Target, "metadata">, client: TestClient): Manner => ({
  isJwt: modesOf({ metadata }).length > 0 && modesOf({ metadata }).every(isJwtMode),
  isPushed:
    metadata.require_pushed_authorization_requests === true || client.require_pushed_authorization_requests === true,
  isSigned: metadata.require_signed_request_object === true || client.require_signed_request_object === true,
});

/** Sends a request in a manner, in a browser in which nobody signs in. */
type SendIn = (request: AuthorizationRequest, manner: Manner) => Promise<Authorized>;

export interface Manners {
  /** What a client must do, asked once. */
  of(client: TestClient): Promise<Manner>;
  /** The same, if it has been asked. */
  known(client: TestClient): Manner | undefined;
}

export function mannersOf(lab: RequestLab, send: SendIn): Manners {
  const asked = new Map<string, Promise<Manner>>();
  const known = new Map<string, Manner>();
  const ask = async (client: TestClient): Promise<Manner> => {
    const manner = await mannerOf(lab, client, send);
    known.set(client.client_id, manner);
    return manner;
  };
  return {
    of(client) {
      const manner = asked.get(client.client_id) ?? ask(client);
      asked.set(client.client_id, manner);
      return manner;
    },
    known: ({ client_id }) => known.get(client_id),
  };
}

/** The same request with a JWT as its response, if the manner is so: `fragment` becomes `fragment.jwt`. */
export function inManner(
  request: AuthorizationRequest,
  target: Target,
  manner: Manner | undefined,
): AuthorizationRequest {
  if (manner?.isJwt !== true) return request;
  const url = new URL(request.url);
  const [mode, modes] = [url.searchParams.get("response_mode") ?? undefined, modesOf(target)];
  const isOfObject = url.searchParams.has("request") || url.searchParams.has("request_uri");
  const other = mode === undefined ? (modes.includes("jwt") ? "jwt" : modes.find(isJwtMode)) : `${mode}.jwt`;
  if (isOfObject || other === undefined || !modes.includes(other)) return request;
  url.searchParams.set("response_mode", other);
  return { ...request, url: url.href };
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
  const plain = [
    declared,
    ...(canPush ? [{ ...declared, isPushed: true }] : []),
    ...(canSign(target, client) ? [{ ...declared, isSigned: true }] : []),
    ...(canPush && canSign(target, client) ? [{ ...declared, isPushed: true, isSigned: true }] : []),
  ];
  const asJwt = modesOf(target).some(isJwtMode) ? plain.map((one) => ({ ...one, isJwt: true })) : [];
  const byText = new Map([...plain, ...asJwt].map((one) => [JSON.stringify(one), one]));
  return byText.size === 1 ? [] : [...byText.values()];
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

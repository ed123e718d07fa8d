/** The response that an error of a client library still knows, and what its own members say about it. */
import type { HttpResponse } from "../material.ts";
import { headersOf, isObject, member, object, statusOf, text, written } from "./members.ts";

/** An error code: a word without spaces. */
const CODE = /^[a-z][\w.:-]{2,80}$/i;

/** The object with the status and headers: of fetch, axios, got, openid-client; `data.res` of simple-oauth2; the error itself. */
export function responseObject(error: unknown): object | undefined {
  const own = object(error, "response", "res") ?? object(member(error, "data"), "res");
  if (own !== undefined) return own;
  return statusOf(error) !== undefined && object(error, "headers") !== undefined && !isError(error)
    ? (error as object)
    : undefined;
}

export const isError = (value: unknown): boolean =>
  isObject(value) && typeof member(value, "message") === "string" && typeof member(value, "stack") === "string";

/** `undefined` if the error says nothing about a response. */
export function responseIn(error: unknown): HttpResponse | undefined {
  const response = responseObject(error);
  const body = bodyIn(error, response) ?? saidBy(error);
  if (response === undefined && body === undefined) return undefined;
  const status = statusOf(response) ?? statusOf(error);
  return {
    ...(status !== undefined && { status }),
    headers: headersOf(member(response, "headers")),
    ...(body !== undefined && { body }),
  };
}

/** The body, if the library has kept it. That of a Response of fetch can't be read without waiting. */
function bodyIn(error: unknown, response: unknown): string | undefined {
  const places = [
    member(response, "data"),
    isFetched(response) ? undefined : member(response, "body"),
    member(member(error, "data"), "payload"),
    member(error, "parsedBody"),
    member(error, "body"),
    // node-oauth: the text of the body next to the status.
    statusOf(error) === undefined ? undefined : member(error, "data"),
    // openid-client and oauth4webapi: the parsed body of a ResponseBodyError.
    saysError(member(error, "cause")) ? member(error, "cause") : undefined,
  ];
  return places.map(written).find((body) => body !== undefined && body !== "" && body !== "{}");
}

const isFetched = (response: unknown): boolean => typeof member(response, "arrayBuffer") === "function";

/** A parsed body, the parameters of a callback. No error, which is read as one. */
function saysError(value: unknown): boolean {
  if (!isObject(value) || isError(value)) return false;
  return value instanceof URLSearchParams ? value.has("error") : typeof member(value, "error") === "string";
}

/** What the members of the error itself say, in the form of RFC 6749, section 5.2. */
function saidBy(error: unknown): string | undefined {
  const said = membersOf(error);
  if (said === undefined || !CODE.test(said.error ?? "")) return undefined;
  return JSON.stringify(said);
}

interface Said {
  readonly error?: string | undefined;
  readonly error_description?: string | undefined;
  readonly error_uri?: string | undefined;
  readonly suberror?: string | undefined;
}

function membersOf(error: unknown): Said | undefined {
  const message = text(error, "message");
  const description = text(error, "error_description", "errorDescription", "description");
  const uri = text(error, "error_uri", "errorUri", "uri");
  // openid-client, oidc-client-ts, Auth.js's cause.
  const own = text(error, "error");
  if (own !== undefined) return { error: own, error_description: description, error_uri: uri };
  // @badgateway/oauth2-client.
  const oauth2 = text(error, "oauth2Code");
  if (oauth2 !== undefined) return { error: oauth2, error_description: message };
  // MSAL.
  const [errorCode, errorMessage] = [text(error, "errorCode"), text(error, "errorMessage")];
  if (errorCode !== undefined && errorMessage !== undefined)
    return { error: errorCode, error_description: errorMessage, suberror: text(error, "subError") };
  // passport-oauth2's TokenError and AuthorizationError; arctic. Codes of Node are in upper case.
  const code = text(error, "code");
  const isOAuth =
    /^[a-z]+(?:_[a-z]+)+$/.test(code ?? "") && isObject(error) && ("uri" in error || "description" in error);
  return isOAuth ? { error: code, error_description: description ?? message, error_uri: uri } : undefined;
}

/** The request of a refusal as it can be shown: its kept parts, with the places that the reason points at marked. */
import type { Mark, RequestPart, RequestShown } from "../../reasons/explain.ts";
import type { Pointer } from "../../reasons/fix.ts";
import type { Refusal } from "../../reasons/index.ts";
import { CREDENTIAL_PLACES } from "../credential-places.ts";
import { HEADERS } from "../headers.ts";
import type { KeptAuthorization, KeptForm, KeptParts, KeptReceived } from "./kept-request.ts";

type Part = Omit<RequestPart, "marks">;

/** Marks what `pointers` point at. Anything that isn't a part of the request is listed separately. */
export function showRequest(
  method: string,
  path: string,
  { received, form, request }: KeptParts,
  pointers: readonly Pointer[],
): RequestShown {
  const parts: Part[] = [
    ...(received === undefined ? [] : [...headersOf(received), ...parametersOf("query", received.query)]),
    ...parametersOf("query", request),
    ...parametersOf("body", received?.body ?? form),
  ];
  const forms = [received?.query, received?.body, request, form].filter((one) => one !== undefined);
  const keeps = {
    headers: received !== undefined,
    forms: forms.length > 0 && forms.every((one) => !("refused" in one)),
  };
  const found = pointers.map((pointer, i) => ({ pointer, at: placeOf(parts, pointer, pointers.slice(0, i)) }));
  return {
    method,
    path,
    parts: parts.map((part, i) => ({
      ...part,
      marks: found.filter(({ at }) => at === i).map(({ pointer }) => markOf(part, pointer)),
    })),
    marks: found
      .filter(({ at }) => at === -1)
      .map(({ pointer: { at, note } }) => ({ at, note, ...(isNotKept(at, keeps) && { notKept: true as const }) })),
  };
}

/** Parts of a request that are never kept, although a reason may point at one. */
const NEVER_KEPT: ReadonlySet<string> = new Set(["scheme", "origin", "sec-fetch-site"]);

/** Parts that are always shown, or of which only the absence is a fault. */
const KNOWN: ReadonlySet<string> = new Set(["method", "path", "cookie"]);

/** Whether a part that isn't among the kept ones may have been sent. `keeps`: of what all parts are kept. */
function isNotKept(at: string, keeps: { readonly headers: boolean; readonly forms: boolean }): boolean {
  if (KNOWN.has(at)) return false;
  if (at === "content-type" || at === "authorization" || HEADERS.includes(at)) return !keeps.headers;
  return NEVER_KEPT.has(at) || !keeps.forms;
}

function headersOf({ contentType, authorization, headers: others }: KeptReceived): Part[] {
  const headers: Part[] = [];
  if (authorization.is !== "absent") headers.push({ place: "header", name: "Authorization", ...shown(authorization) });
  if (contentType !== undefined)
    headers.push({ place: "header", name: "Content-Type", value: contentType, length: contentType.length });
  for (const [name, length, thumbprint] of others ?? []) {
    const shown = typeof thumbprint === "string" ? { thumbprint } : {};
    headers.push({ place: "header", name, value: undefined, length: Number(length), ...shown });
  }
  return headers;
}

/** The header, with asterisks for its secret part. */
function shown(kept: KeptAuthorization): { value: string; length: number; thumbprint?: string } {
  const value =
    kept.is === "basic"
      ? `Basic ${kept.clientId}:${"*".repeat(Math.min(kept.length, 64))}`
      : kept.is === "bearer"
        ? `Bearer ${"*".repeat(Math.min(kept.length, 64))}`
        : kept.is === "oauth1"
          ? "OAuth"
          : "scheme" in kept
            ? kept.scheme
            : "";
  const thumbprint = kept.is === "bearer" ? kept.thumbprint : undefined;
  return { value, length: value.length, ...(thumbprint !== undefined && { thumbprint }) };
}

function parametersOf(place: "query" | "body", form: KeptForm | Refusal | undefined): Part[] {
  if (form === undefined || "refused" in form) return [];
  return form.parameters.map(([name, value, more]) =>
    typeof value === "string"
      ? { place, name, value: typeof more === "number" ? `${value}…` : value, length: Number(more ?? value.length) }
      : { place, name, value: undefined, length: value, ...(typeof more === "string" && { thumbprint: more }) },
  );
}

/** Parameters that the Authorization header may carry instead. */
const IN_HEADER: ReadonlySet<string> = new Set(["authorization", "client_id", "client_secret", "access_token"]);

/** Reasons mean by client_secret what any method has in its place. */
const credentialsIn = (parts: readonly Part[]): readonly number[] =>
  parts.flatMap(({ name }, i) => (CREDENTIAL_PLACES.has(name) ? [i] : []));

/** The part that a pointer means: the parameter of that name, or what carried it. */
function placeOf(parts: readonly Part[], { at }: Pointer, earlier: readonly Pointer[]): number {
  const credentials = at === "client_secret" ? credentialsIn(parts) : [];
  // A request may have several, and is then pointed at for each.
  const credential = credentials[earlier.filter((one) => one.at === at).length] ?? credentials[0];
  if (credential !== undefined) return credential;
  const parameter = parts.findIndex(({ place, name }) => place !== "header" && name === at);
  if (parameter !== -1 && at !== "authorization") return parameter;
  return parts.findIndex(
    ({ place, name }) =>
      place === "header" &&
      (name === "Authorization" ? IN_HEADER.has(at) : name === "Content-Type" ? at === "content-type" : name === at),
  );
}

function markOf({ place, value }: Part, { at, text, note }: Pointer): Mark {
  if (value === undefined) return { from: 0, to: 0, note };
  const part = text ?? (place === "header" ? partOfHeader(value, at) : undefined);
  const from = part === undefined || part === "" ? -1 : positionOf(value, part);
  return from === -1 || part === undefined
    ? { from: 0, to: value.length, note }
    : { from, to: from + part.length, note };
}

/** The part of the Authorization header that corresponds to a parameter. */
function partOfHeader(value: string, at: string): string | undefined {
  const credentials = value.slice(value.indexOf(" ") + 1);
  const colon = credentials.indexOf(":");
  if (at === "client_id") return credentials.slice(0, colon);
  if (at === "client_secret") return credentials.slice(colon + 1);
  return at === "access_token" ? credentials : undefined;
}

/** Where a word is in a list, or a text anywhere. */
function positionOf(value: string, part: string): number {
  const words = value.split(" ");
  const word = words.indexOf(part);
  return word === -1 ? value.indexOf(part) : words.slice(0, word).reduce((sum, one) => sum + one.length + 1, 0);
}

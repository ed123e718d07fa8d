/**
 * Response types: what the authorization endpoint returns (OAuth 2.0 Multiple Response Types 3 to 5, OpenID Connect Core 3). All but
 * `code` and `none` put tokens where a browser sees them, so a server and a client must each turn them on.
 */
import type { Client } from "./client.ts";
import type { Settings } from "./settings.ts";

export const RESPONSE_TYPES = [
  "code",
  "id_token",
  "id_token token",
  "code id_token",
  "code token",
  "code id_token token",
  "none",
] as const;

export type ResponseTypeName = (typeof RESPONSE_TYPES)[number];

const wordsOf = (text: string): readonly string[] => text.split(" ").filter((word) => word !== "");

/** The name of a response type, whose words may come in any order (RFC 6749 3.1.1); the text itself if there is no such type. */
export function responseTypeNamed(text: string): string {
  if (RETURNED.has(text)) return text;
  const sorted = inOrder(text);
  return RESPONSE_TYPES.find((name) => inOrder(name) === sorted) ?? text;
}

const inOrder = (text: string): string => wordsOf(text).toSorted().join(" ");

/** What a response of some type contains. */
export interface Returned {
  readonly code: boolean;
  readonly token: boolean;
  readonly idToken: boolean;
}

/** What a response of this type contains. Without a type, it is nothing. */
export const returnedBy = (text = ""): Returned => RETURNED.get(text) ?? returnedByWords(text);

function returnedByWords(text: string): Returned {
  const words = wordsOf(text);
  return { code: words.includes("code"), token: words.includes("token"), idToken: words.includes("id_token") };
}

/** By the names as they are written here, which almost every request has. */
const RETURNED: ReadonlyMap<string, Returned> = new Map(RESPONSE_TYPES.map((name) => [name, returnedByWords(name)]));

/** Whether a response of this type contains tokens, so that it must not be sent in a query (Multiple Response Types 5). */
export function bringsTokens(text: string | undefined): boolean {
  const { token, idToken } = returnedBy(text);
  return token || idToken;
}

const ONLY_CODE: readonly string[] = ["code"];

/** Those that the server supports. */
export const offeredTypes = ({ responseTypes = ONLY_CODE }: Pick<Settings, "responseTypes">): readonly string[] =>
  responseTypes;

/** Those that a client is registered for. */
export const registeredTypes = ({ responseTypes = ONLY_CODE }: Pick<Client, "responseTypes">): readonly string[] =>
  responseTypes;

/** Whether a client gets tokens from the authorization endpoint. */
export const usesImplicit = (client: Pick<Client, "responseTypes">): boolean =>
  registeredTypes(client).some(bringsTokens);

/** What a request says that exchanges a token (RFC 8693 2.1). */
import type { TokenRequest } from "../../token/facts.ts";
import type { Sent } from "../grant-type.ts";

// Identifiers of types of tokens (RFC 8693 3).

const typeOf = <Name extends string>(name: Name) => `urn:ietf:params:oauth:token-type:${name}` as const;

export const ACCESS_TOKEN = typeOf("access_token");
export const REFRESH_TOKEN = typeOf("refresh_token");
export const ID_TOKEN = typeOf("id_token");
export const JWT = typeOf("jwt");
/** An identity assertion for another server (ID-JAG). */
export const ID_JAG = typeOf("id-jag");

/** What may be exchanged. A JWT is an access token of this server that is one. */
export const SUBJECT_TYPES: readonly string[] = [ACCESS_TOKEN, REFRESH_TOKEN, ID_TOKEN, JWT];
/** Whose token says who acts. */
export const ACTOR_TYPES: readonly string[] = [ACCESS_TOKEN, ID_TOKEN, JWT];
/** What is issued. */
export const ISSUED_TYPES: readonly string[] = [ACCESS_TOKEN, JWT, ID_JAG];

/** The types as they were sent; none of a token that isn't sent. */
export interface ExchangeRequest extends TokenRequest {
  readonly subjectType: string | undefined;
  readonly hasActor: boolean;
  readonly actorType: string | undefined;
  readonly requestedType: string | undefined;
  readonly scope: string | undefined;
  /** Of an identity assertion: the server that it is for, and that one's API. */
  readonly audience?: string | undefined;
  readonly resource?: string | undefined;
}

export const readExchangeRequest = ({ values, common }: Sent): ExchangeRequest => ({
  ...common,
  // Its audience is no API of this server.
  ...(values.get("requested_token_type") === ID_JAG && {
    ...{ target: undefined, audience: values.get("audience"), resource: values.get("resource") },
  }),
  subjectType: values.get("subject_token_type"),
  hasActor: values.has("actor_token"),
  actorType: values.get("actor_token_type"),
  requestedType: values.get("requested_token_type"),
  scope: values.get("scope"),
});

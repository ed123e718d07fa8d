/** What each command works on, and how it is shown. One row is one command; what it accepts is in the server's OpenAPI document. */
import type { Members } from "./admin-api.ts";
import type { Opening } from "./compose-offline.ts";
import type { Column } from "./show.ts";

export interface Kind {
  /** The word on the command line. */
  readonly command: string;
  /** One of them, in words. */
  readonly thing: string;
  /** Below `/admin/v1`. */
  readonly path: string;
  readonly idMember: string;
  /** How an id is called in help. */
  readonly idWord: string;
  readonly columns: readonly Column[];
  /** Whether the id of something new is made by the server unless one is given. */
  readonly idIsMade?: true;
  /** Other names of members: those of the configuration. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Members that are lists of words in one text. */
  readonly words?: readonly string[];
  /** Whether its list has a search. */
  readonly isSearched?: true;
  /** An example of a filter of its list. */
  readonly filters?: string;
  /** What ends when it is removed. */
  readonly removal?: string;
  /** The member that completes an id on the command line, if it isn't the id. */
  readonly completes?: string;
  /** What a data directory has to be opened with. */
  readonly opening?: Opening;
}

const by = ({ owned_by }: Members): string => (owned_by === "file" ? "file" : "");

export const CLIENTS: Kind = {
  command: "clients",
  thing: "application",
  path: "/applications",
  isSearched: true,
  idMember: "client_id",
  idWord: "client_id",
  idIsMade: true,
  columns: [
    { head: "client_id", of: "client_id" },
    { head: "name", of: "client_name" },
    { head: "owner", of: ({ owner, team }) => owner ?? team },
    { head: "state", of: ({ disabled }) => (disabled === true ? "disabled" : "") },
    { head: "owned by", of: by },
    { head: "scopes", of: "scope" },
  ],
  aliases: {
    name: "client_name",
    scopes: "scope",
    defaultScopes: "default_scope",
    authMethods: "token_endpoint_auth_methods",
    idTokenAlg: "id_token_signed_response_alg",
  },
  words: ["scope", "default_scope"],
  removal: "The server refuses its requests, tokens and grants from then on.",
};

export const SCOPES: Kind = {
  command: "scopes",
  thing: "scope",
  path: "/scopes",
  isSearched: true,
  idMember: "name",
  idWord: "name",
  columns: [
    { head: "name", of: "name" },
    { head: "state", of: ({ state, sensitive }) => [state, sensitive === true ? "sensitive" : ""].filter(Boolean) },
    { head: "owned by", of: by },
    { head: "API", of: "api" },
    { head: "description", of: "description" },
  ],
  removal: "Requests for it are refused from then on.",
};

export const APIS: Kind = {
  command: "apis",
  thing: "API",
  path: "/apis",
  isSearched: true,
  idMember: "resource",
  idWord: "resource",
  columns: [
    { head: "resource", of: "resource" },
    { head: "name", of: "name" },
    { head: "tokens", of: "tokens" },
    { head: "owned by", of: by },
  ],
};

export const TRUSTED_ISSUERS: Kind = {
  command: "trusted-issuers",
  thing: "trusted issuer",
  path: "/trusted-issuers",
  isSearched: true,
  idMember: "issuer",
  idWord: "issuer",
  columns: [
    { head: "issuer", of: "issuer" },
    { head: "accepts", of: ({ identity_assertions }) => (identity_assertions === true ? "ID-JAG" : "JWT") },
    { head: "about", of: ({ subjects }) => (subjects === "users" ? "users of this server" : "its own users") },
    { head: "owned by", of: by },
    { head: "clients", of: "clients" },
    { head: "scopes", of: "scopes" },
  ],
  aliases: { jwksUri: "jwks_uri", identityAssertions: "identity_assertions" },
  removal: "Its assertions are refused from then on. Tokens that were issued for them stay valid.",
};

export const REQUESTS: Kind = {
  command: "requests",
  thing: "request",
  path: "/requests",
  idMember: "id",
  idWord: "id of the request",
  filters: "state=open",
  columns: [
    { head: "id", of: "id" },
    { head: "state", of: "state" },
    { head: "application", of: "application" },
    { head: "scope", of: "scope" },
    { head: "requested by", of: "requested_by" },
    { head: "at", of: ({ requested_at }) => minute(requested_at) },
    { head: "reason", of: "reason" },
  ],
};

/** A time in ISO 8601, to the minute. */
export const minute = (at: unknown): string => (typeof at === "string" ? at.slice(0, 16).replace("T", " ") : "");

export const KEYS: Kind = {
  command: "keys",
  thing: "key",
  path: "/keys",
  idMember: "id",
  idWord: "kid",
  opening: { keys: true },
  columns: [{ head: "kid", of: "id" }],
};

export const AUDIT: Kind = {
  command: "audit",
  thing: "entry",
  path: "/audit",
  idMember: "number",
  idWord: "number of the entry",
  columns: [{ head: "number", of: "number" }],
};

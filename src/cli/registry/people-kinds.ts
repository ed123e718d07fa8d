/** The commands for users, and for what they hold. */
import type { Members } from "./admin-api.ts";
import { type Kind, minute } from "./kinds.ts";

export const USERS: Kind = {
  command: "users",
  thing: "user",
  path: "/users",
  isSearched: true,
  idMember: "subject",
  idWord: "user name or subject",
  completes: "username",
  columns: [
    { head: "user name", of: "username" },
    { head: "role", of: ({ role, disabled }) => (disabled === true ? `${role}, disabled` : role) },
    { head: "email", of: ({ claims }) => (claims as Members | undefined)?.email },
    { head: "name", of: ({ claims }) => (claims as Members | undefined)?.name },
    { head: "subject", of: "subject" },
  ],
};

export const GRANTS: Kind = {
  command: "grants",
  thing: "grant",
  path: "/grants",
  filters: "client_id=shop or live=true",
  idMember: "id",
  idWord: "id of the grant",
  columns: [
    { head: "id", of: "id" },
    { head: "state", of: "state" },
    { head: "application", of: "client_id" },
    { head: "user", of: "subject" },
    { head: "since", of: ({ since }) => minute(since) },
    { head: "last token", of: ({ last_token_at }) => minute(last_token_at) },
    { head: "scopes", of: "scopes" },
  ],
};

export const SESSIONS: Kind = {
  command: "sessions",
  thing: "session",
  path: "/sessions",
  filters: "user=SUBJECT",
  idMember: "id",
  idWord: "id of the session",
  columns: [
    { head: "id", of: "id" },
    { head: "user", of: "subject" },
    { head: "since", of: ({ since }) => minute(since) },
    { head: "until", of: ({ expires_at }) => minute(expires_at) },
    { head: "browser", of: "browser" },
    { head: "network", of: "network" },
  ],
};

export const INITIAL_TOKENS: Kind = {
  command: "initial-tokens",
  thing: "initial access token",
  path: "/initial-tokens",
  idMember: "id",
  idWord: "id of the token",
  columns: [
    { head: "id", of: "id" },
    { head: "state", of: "state" },
    { head: "for", of: "label" },
    { head: "owner", of: "owner" },
    { head: "uses left", of: ({ uses, uses_left }) => (uses === undefined ? "" : `${uses_left} of ${uses}`) },
    { head: "expires", of: ({ expires_at }) => minute(expires_at) },
    { head: "applications", of: "applications" },
    { head: "owned by", of: "owned_by" },
  ],
};

export const DOCUMENTS: Kind = {
  command: "documents",
  thing: "document",
  path: "/client-documents",
  isSearched: true,
  idMember: "client_id",
  idWord: "URL of the document, which is the client_id",
  columns: [
    { head: "client_id", of: "client_id" },
    { head: "name", of: "client_name" },
    { head: "host", of: ({ trusted, blocked }) => (blocked === true ? "blocked" : trusted === true ? "trusted" : "") },
    { head: "read", of: ({ read_at }) => minute(read_at) },
    { head: "used until", of: ({ used_until }) => minute(used_until) },
    { head: "makes no client because", of: "faults" },
  ],
};

export const WAITING: Kind = {
  command: "waiting",
  thing: "request",
  path: "/waiting",
  idMember: "id",
  idWord: "id, such as device-7",
  filters: "client_id=shop",
  columns: [
    { head: "id", of: "id" },
    { head: "client_id", of: "client_id" },
    { head: "user", of: "user" },
    { head: "message", of: "binding_message" },
    { head: "scope", of: "scope" },
    { head: "since", of: ({ requested_at }) => minute(requested_at) },
    { head: "until", of: ({ expires_at }) => minute(expires_at) },
  ],
};

export const TEAMS: Kind = {
  command: "teams",
  thing: "team",
  path: "/teams",
  isSearched: true,
  idMember: "name",
  idWord: "name",
  columns: [
    { head: "name", of: "name" },
    { head: "members", of: "members" },
  ],
};

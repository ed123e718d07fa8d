/** What else is known, from JSON that a user wrote. Members of an undocumented type are omitted. */
import type { Context } from "../material.ts";
import type { Json } from "./gathered.ts";
import { isRecord } from "./json.ts";

const LISTS = ["registered_redirect_uris", "allowed_scopes", "known_scopes", "default_scopes", "grant_types"];
const STRINGS = ["token_endpoint_auth_method", "client_id", "provider"];
const TIMES = ["server_time", "client_time"];
const OBJECTS = ["discovery", "jwks"];

export function readContext(value: unknown): Context {
  if (!isRecord(value)) return {};
  const context: Record<string, unknown> = {};
  const take = (names: readonly string[], read: (given: unknown) => unknown) => {
    for (const name of names) {
      const given = value[name] === undefined ? undefined : read(value[name]);
      if (given !== undefined) context[name] = given;
    }
  };
  take(LISTS, (given) => listOf(given));
  take(STRINGS, (given) => (typeof given === "string" ? given : undefined));
  take(TIMES, (given) => (typeof given === "string" || Number.isFinite(given) ? given : undefined));
  take(OBJECTS, (given) => (isRecord(given) ? given : undefined));
  return context;
}

/** A list, or a string with spaces or commas between its items. */
function listOf(given: unknown): string[] | undefined {
  if (typeof given === "string") return given.split(/[\s,]+/).filter((item) => item !== "");
  if (!Array.isArray(given)) return undefined;
  return given.filter((item): item is string => typeof item === "string");
}

/** The file that Google provides for a client. It says what the client has registered. */
export function contextOfClientFile(value: Json): Context | undefined {
  const client = [value.web, value.installed].find(isRecord);
  if (client === undefined || typeof client.client_id !== "string") return undefined;
  return readContext({ client_id: client.client_id, registered_redirect_uris: client.redirect_uris });
}

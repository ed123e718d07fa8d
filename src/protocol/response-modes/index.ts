/** The response modes by their names. */
import { bringsTokens } from "../response-types.ts";
import { MODES } from "./list.ts";
import { query } from "./query.ts";
import type { ResponseMode } from "./response-mode.ts";

const ALL: readonly ResponseMode[] = MODES;

export const RESPONSE_MODES: readonly string[] = ALL.map(({ name }) => name);

const byName: ReadonlyMap<string, ResponseMode> = new Map(ALL.map((mode) => [mode.name, mode]));

/** The response mode of a name. Responses that name none, or one that isn't supported, are sent in the query. */
export const responseModeOf = (name: string): ResponseMode => byName.get(name) ?? query;

/** The names of those that a response of this type can be sent by, to this URI. */
export function modesOf(uri: string, responseType?: string): readonly string[] {
  const tokens = bringsTokens(responseType);
  return ALL.filter((mode) => mode.reaches(uri) && (mode.tokens || !tokens)).map(({ name }) => name);
}

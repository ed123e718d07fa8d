/** The type of a body, and what can be read from one that isn't a form. */
import { type Refusal, refuse } from "../reasons/index.ts";
import { type Form, LIMITS } from "./form.ts";

/** Characters of a type that are shown and kept. */
const LONGEST_TYPE = 80;

/** The media type of a Content-Type, without its parameters, as it is shown and kept. */
export const mediaTypeOf = (type: string): string => (type.split(";", 1)[0] ?? "").slice(0, LONGEST_TYPE);

export const FORM_TYPE = "application/x-www-form-urlencoded";

/** Whether a Content-Type names a form, ignoring parameters and case. */
export function isFormType(type: string | undefined): boolean {
  return type === FORM_TYPE || type?.split(";", 1)[0]?.trim().toLowerCase() === FORM_TYPE;
}

/**
 * The members of a JSON object as if they had been sent as a form, by the rules of URLSearchParams. A refusal if a member has
 * no such form, and `undefined` if it isn't a JSON object.
 */
export function membersOfJson(text: string): Form | Refusal | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  let object: object;
  try {
    object = JSON.parse(text) as object;
  } catch {
    return undefined;
  }
  const entries = Object.entries(object);
  if (entries.length > LIMITS.parameters) return refuse("request/too-many-parameters", { limit: LIMITS.parameters });
  if (!entries.every(([, value]) => isFlat(value))) return refuse("request/malformed", {});
  const sent = entries.map(([name, value]): [string, string] => [name, String(value)]);
  return { values: new Map(sent.filter(([, value]) => value !== "")), repeated: [] };
}

const isFlat = (value: unknown): boolean =>
  Array.isArray(value) ? value.every((item) => typeof item !== "object") : typeof value !== "object";

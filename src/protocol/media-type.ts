/** The type of a body, and what can be read out of one that is no form. */
import type { Form } from "./form.ts";

export const FORM_TYPE = "application/x-www-form-urlencoded";

/** Whether a Content-Type names a form, whatever its parameters and letter case. */
export function isFormType(type: string | undefined): boolean {
  return type === FORM_TYPE || type?.split(";", 1)[0]?.trim().toLowerCase() === FORM_TYPE;
}

/** The members of a JSON object that are texts, as if they had been sent as a form; `undefined` where it is none. */
export function membersOfJson(text: string): Form | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    const object = JSON.parse(text) as object;
    const entries = Object.entries(object).filter(([, value]) => typeof value === "string" && value !== "");
    return { values: new Map(entries.slice(0, 64)), repeated: [] };
  } catch {
    return undefined;
  }
}

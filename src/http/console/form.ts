/** Reads the fields of the console's forms. */

/** A text without spaces at its ends; `undefined` if the field is empty or absent. */
export function textIn(form: URLSearchParams, name: string): string | undefined {
  const text = form.get(name)?.trim() ?? "";
  return text === "" ? undefined : text;
}

/** The lines of a text, without empty ones. */
export const linesIn = (form: URLSearchParams, name: string): readonly string[] =>
  (form.get(name) ?? "")
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** A logo: the file that was chosen, or else what is in the field; `undefined` without either. */
export const logoIn = (form: URLSearchParams, name: string): string | undefined =>
  textIn(form, `${name}_file`) ?? textIn(form, name);

/** Whether a box is selected. */
export const isSelected = (form: URLSearchParams, name: string): boolean => form.has(name);

/** The boxes of a name that are selected. */
export const selectedIn = (form: URLSearchParams, name: string): readonly string[] => form.getAll(name);

/** A value as JSON; the text itself if it isn't JSON, so that whoever checks it can say so; `undefined` if the field is empty. */
export function jsonIn(form: URLSearchParams, name: string): unknown {
  const text = textIn(form, name);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** A whole number; the text itself if it isn't one, so that whoever checks it can say so; `undefined` if the field is empty. */
export function numberIn(form: URLSearchParams, name: string): number | string | undefined {
  const text = textIn(form, name);
  return text !== undefined && /^-?\d{1,12}$/.test(text) ? Number(text) : text;
}

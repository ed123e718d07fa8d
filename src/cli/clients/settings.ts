/** The settings of an application from arguments such as `redirectUris+=https://a.example/cb`. */
import { nearest, settingSchema } from "../../configuration/expected.ts";
import type { ClientForm } from "../../declared/forms.ts";

const ARGUMENT = /^(?<member>[A-Za-z]+)(?<sign>[+-]?)=(?<text>[\s\S]*)$/;

/** The form with each setting changed. Values are checked later. Throws in words if an argument isn't understood. */
export function withSettings(form: ClientForm, settings: readonly string[]): ClientForm {
  return settings.reduce<Record<string, unknown>>(withSetting, { ...form }) as unknown as ClientForm;
}

function withSetting(form: Record<string, unknown>, argument: string): Record<string, unknown> {
  const { member = "", sign = "", text = "" } = ARGUMENT.exec(argument)?.groups ?? {};
  if (member === "") throw new Error(`Expected setting=value, but got ${JSON.stringify(argument)}.`);
  const members = settingSchema().properties?.clients?.items?.properties ?? {};
  const { type } = members[member] ?? {};
  if (!Object.hasOwn(members, member)) {
    const meant = nearest(member, Object.keys(members));
    throw new Error(`There is no setting ${member}.${meant === undefined ? "" : ` Did you mean ${meant}?`}`);
  }
  if (member === "id") throw new Error("The id can't be changed. Create another application.");
  if (member === "secrets")
    throw new Error("Secrets are never on the command line. Use --new-secret and --remove-secret.");
  if (sign !== "") {
    if (type !== "array") throw new Error(`${member} isn't a list, so nothing can be added to it or removed from it.`);
    const before = Array.isArray(form[member])
      ? (form[member] as readonly unknown[])
      : defaultOf(members[member]?.default);
    const given = listIn(text);
    const after =
      sign === "+" ? [...new Set([...before, ...given])] : before.filter((one) => !given.includes(one as string));
    return { ...form, [member]: after };
  }
  const { [member]: _, ...rest } = form;
  return text === "" ? rest : { ...rest, [member]: valueIn(type, text) };
}

const defaultOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function valueIn(type: string | undefined, text: string): unknown {
  if (type === "string") return text;
  if (type === "array") return listIn(text);
  const known = /^(?:true|false|\d{1,15})$/.test(text) ? (JSON.parse(text) as unknown) : undefined;
  // idTokenClaims is a list or true or false.
  return known ?? (type === undefined ? listIn(text) : text);
}

/** Values separated by commas or spaces. A comma may be part of a URL, unless another URL follows it. */
const listIn = (text: string): readonly string[] =>
  text.split(text.includes("://") ? /\s+|,(?=[a-z][\w+.-]*:\/\/)/i : /[\s,]+/).filter((one) => one !== "");

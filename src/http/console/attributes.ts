/** Attributes of a user in the console's forms: as they are shown, and as they were typed. */
import type { ShownAttribute } from "../../pages/console/attribute-fields.tsx";
import type { Claims } from "../../ports/accounts.ts";
import { type Attribute, titleOf } from "../../protocol/attributes.ts";
import { CLAIMS } from "../../protocol/claims.ts";
import { linesIn, textIn } from "./form.ts";

/** No declared attribute can have the field of a claim, or any other of a form. */
export const fieldOf = ({ name }: Pick<Attribute, "name">): string =>
  CLAIMS.includes(name) ? name : `attribute.${name}`;

const valueIn = (claims: Claims, name: string): unknown => (Object.hasOwn(claims, name) ? claims[name] : undefined);

function textOf(value: unknown): string {
  if (value === undefined) return "";
  if (Array.isArray(value)) return value.join("\n");
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** `typed`: the form that was refused, if one was. */
export const shownAttributes = (
  attributes: readonly Attribute[],
  claims: Claims,
  typed?: URLSearchParams,
): readonly ShownAttribute[] =>
  attributes.map((one) => ({
    ...{ field: fieldOf(one), label: titleOf(one), type: one.type },
    text: typed?.getAll(fieldOf(one)).at(-1) ?? textOf(valueIn(claims, one.name)),
  }));

/** What a form says about these attributes, and no others. A field that the form doesn't have changes nothing. */
export function attributesIn(
  form: URLSearchParams,
  attributes: readonly Attribute[],
  before: Claims,
): Readonly<Record<string, unknown>> {
  const sent = attributes.filter((one) => form.has(fieldOf(one)));
  return Object.fromEntries(sent.map((one) => [one.name, typed(form, one, valueIn(before, one.name))]));
}

/** As JSON has it; text that isn't of the type stays text, so that whoever checks it can say so. `null` removes the attribute. */
function typed(form: URLSearchParams, one: Attribute, before: unknown): unknown {
  const field = fieldOf(one);
  if (one.type === "boolean") {
    const isTicked = form.getAll(field).includes("true");
    // A box can't say that the value is unknown.
    return isTicked || before !== undefined ? isTicked : null;
  }
  if (one.type === "list") return linesIn(form, field).length === 0 ? null : linesIn(form, field);
  const text = textIn(form, field) ?? null;
  return one.type === "number" && text !== null && /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text)
    ? Number(text)
    : text;
}

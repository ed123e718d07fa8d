/** What the consent page says of authorization details: in words of their type, and then every member of them (RFC 9396 11.1). */
import type { ConsentDetail, DetailRow, SummaryPart } from "../../pages/consent-details.tsx";
import type { AuthorizationDetail } from "../../protocol/access-token.ts";
import type { DetailType } from "../../protocol/authorization-details/details.ts";
import { descriptionFor } from "../../protocol/scope/described.ts";

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `instructedAmount` and `instructed_amount` as `Instructed amount`. */
function inWords(name: string): string {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .replaceAll(/[_\-.]+/g, " ")
    .trim()
    .toLowerCase();
  return words === "" ? name : words[0]?.toUpperCase() + words.slice(1);
}

function shown(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  return value === null ? "None" : String(value);
}

const steps = (pointer: string): readonly string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));

/** The value at a JSON pointer; `undefined` if there is none. */
const valueAt = (detail: AuthorizationDetail, pointer: string): unknown =>
  steps(pointer).reduce<unknown>(
    (at, step) =>
      Array.isArray(at) ? at[Number(step)] : isObject(at) && Object.hasOwn(at, step) ? at[step] : undefined,
    detail,
  );

/** A sentence with values in it. One that isn't there is left out. */
function summaryOf(template: string, detail: AuthorizationDetail): readonly SummaryPart[] {
  return template.split(/(\{\/[^}]+\})/).flatMap((part): readonly SummaryPart[] => {
    if (part === "") return [];
    if (!/^\{\/[^}]+\}$/.test(part)) return [{ text: part }];
    const value = valueAt(detail, part.slice(1, -1));
    if (value === undefined) return [];
    const all = Array.isArray(value) ? value : [value];
    return [{ value: all.map((one) => (isObject(one) || Array.isArray(one) ? "…" : shown(one))).join(", ") }];
  });
}

interface Naming {
  readonly members: NonNullable<DetailType["members"]>;
  readonly acceptLanguage: string | undefined;
}

/** A row for each value, with the words for where it is. Nothing is left out: what the user doesn't see isn't allowed. */
function rowsOf(
  value: unknown,
  path: readonly string[],
  before: readonly string[],
  naming: Naming,
): readonly DetailRow[] {
  const label = (more = ""): string => [...before, more].filter((part) => part !== "").join(", ");
  if (Array.isArray(value)) {
    if (value.length === 0) return [{ label: label(), value: "None" }];
    if (value.every((one) => !isObject(one) && !Array.isArray(one)))
      return [{ label: label(), value: value.map(shown).join(", ") }];
    return value.flatMap((one, at) => rowsOf(one, path, [`${label()} ${at + 1}`], naming));
  }
  if (!isObject(value)) return [{ label: label(), value: shown(value) }];
  const names = Object.keys(value);
  if (names.length === 0) return [{ label: label(), value: "None" }];
  return names.flatMap((name) => {
    const below = [...path, name];
    const pointer = below.map((step) => `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
    const named = Object.hasOwn(naming.members, pointer) ? naming.members[pointer] : undefined;
    const words = named === undefined ? inWords(name) : descriptionFor(named, naming.acceptLanguage);
    return rowsOf(value[name], below, [...before, words], naming);
  });
}

/** The details as the user reads them, in the language that is wanted most. */
export function askedDetails(
  types: readonly DetailType[] | undefined,
  details: readonly AuthorizationDetail[],
  acceptLanguage?: string,
): readonly ConsentDetail[] {
  return details.flatMap((detail) => {
    const type = types?.find((one) => one.type === detail.type);
    if (type === undefined) return [];
    const { type: _, ...rest } = detail;
    return [
      {
        type: type.type,
        summary: summaryOf(descriptionFor(type, acceptLanguage), detail),
        rows:
          Object.keys(rest).length === 0 ? [] : rowsOf(rest, [], [], { members: type.members ?? {}, acceptLanguage }),
        sensitive: type.sensitive,
        exactly: JSON.stringify(detail, undefined, 2),
      },
    ];
  });
}

/** What a setting must be, in our own words, from the schema. The place of a problem determines what was expected there. */
import { z } from "zod";
import { editsBetween } from "../protocol/edits.ts";
import { schema } from "./schema.ts";

/** The part of JSON Schema that `schema` uses. `expected` describes what a pattern can't. */
export interface SettingSchema {
  readonly description?: string;
  readonly expected?: string;
  readonly type?: "string" | "integer" | "number" | "boolean" | "array" | "object";
  readonly anyOf?: readonly SettingSchema[];
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: SettingSchema;
  readonly properties?: Readonly<Record<string, SettingSchema>>;
  readonly required?: readonly string[];
}

export type Path = readonly PropertyKey[];

let made: SettingSchema | undefined;

/** The schema of a configuration, made on first use. A valid configuration needs none. */
export function settingSchema(): SettingSchema {
  made ??= z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as SettingSchema;
  return made;
}

/** The schema at a path. */
function schemaAt(path: Path, settings: SettingSchema): SettingSchema | undefined {
  return path.reduce<SettingSchema | undefined>(
    (at, step) =>
      typeof step === "number"
        ? (at?.items ?? at?.anyOf?.find(({ items }) => items !== undefined)?.items)
        : at?.properties?.[String(step)],
    settings,
  );
}

const FORMATS: Readonly<Record<string, string>> = {
  uri: "a URL, such as https://api.example.com",
  date: "a date, such as 2027-01-31",
  "date-time": "a time with its time zone, such as 2027-01-31T00:00:00Z",
};

/** What is expected at a path. */
export function expectedAt(path: Path, settings: SettingSchema): string {
  const setting = schemaAt(path, settings);
  return setting === undefined ? "nothing" : wordsFor(setting);
}

function wordsFor(setting: SettingSchema): string {
  const { expected, anyOf, enum: values, type, format, minLength = 0, minItems = 0, items } = setting;
  if (expected !== undefined) return expected;
  if (anyOf !== undefined) return anyOf.map(wordsFor).join(", or ");
  if (values !== undefined) return listed(values.map((value) => JSON.stringify(value)));
  if (format !== undefined && format in FORMATS) return FORMATS[format] as string;
  switch (type) {
    case "string":
      if (minLength > 1) return `text of at least ${minLength} characters`;
      return minLength === 1 ? "text that isn't empty" : "text";
    case "integer":
      return `a whole number ${range(setting)}`;
    case "boolean":
      return "true or false";
    case "array":
      return `a list${minItems > 0 ? ` with at least ${minItems} entry` : ""}, each entry ${wordsFor(items ?? {})}`;
    default:
      return "an object";
  }
}

function range({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: SettingSchema): string {
  return maximum === Number.MAX_SAFE_INTEGER ? `of ${minimum} or more` : `from ${minimum} to ${maximum}`;
}

const listed = (all: readonly string[]): string =>
  all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} or ${all.at(-1)}`;

/** Names in RFC 7591 and in other servers for settings that have different names here. */
const ALIASES: Readonly<Record<string, string>> = {
  clientid: "id",
  clientname: "name",
  clientsecret: "secrets",
  secret: "secrets",
  tokenendpointauthmethod: "authMethods",
  callbackurls: "redirectUris",
  callbacks: "redirectUris",
  allowedscopes: "scopes",
  audience: "resource",
  proxy: "trustedProxy",
  loglevels: "logLevel",
};

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** The setting that an unknown name probably means: a similar name, or where it belongs. */
export function meantBy(name: string, parent: Path, settings: SettingSchema): string | undefined {
  const here = Object.keys(schemaAt(parent, settings)?.properties ?? {});
  const near = nearest(name, here);
  if (near !== undefined) return near;
  for (const [place, names] of settingsByPlace(settings)) if (names.includes(name)) return `${place}${name}`;
  return undefined;
}

/** The name in a list that a name probably means. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const [sent, alias] = [plain(name), ALIASES[plain(name)]];
  if (alias !== undefined && names.includes(alias)) return alias;
  const most = Math.max(1, Math.floor(sent.length / 4));
  const near = names.flatMap((candidate) => {
    const edits = editsBetween(sent, plain(candidate), most);
    return edits === undefined ? [] : [{ candidate, edits }];
  });
  return near.sort((a, b) => a.edits - b.edits)[0]?.candidate;
}

/** The names of settings at every place, e.g. `clients[].`. */
function settingsByPlace(at: SettingSchema, place = ""): readonly [string, readonly string[]][] {
  const properties = Object.entries(at.properties ?? {});
  const below = properties.flatMap(([name, { items, properties: inner }]) =>
    items?.properties === undefined
      ? inner === undefined
        ? []
        : settingsByPlace({ properties: inner }, `${place}${name}.`)
      : settingsByPlace(items, `${place}${name}[].`),
  );
  return [[place, properties.map(([name]) => name)], ...below];
}

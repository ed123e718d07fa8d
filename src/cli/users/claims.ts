/** Claims from the command line. */
import { jsonFault } from "../../configuration/json-fault.ts";
import { readText } from "../read-text.ts";
import type { UsersOptions } from "./options.ts";

type Claims = Readonly<Record<string, unknown>>;

/** Claims that aren't strings, and how their text is parsed. */
const READ: Readonly<Record<string, (text: string) => unknown>> = {
  email_verified: flag,
  phone_number_verified: flag,
  updated_at: (text) => (/^\d+$/.test(text) ? Number(text) : text),
  address: jsonOrText,
  groups: list,
  roles: list,
};

/**
 * The claims of `--claims`, `--claim`, `--attribute`, `--groups` and `--roles`. Later ones override earlier ones. `null` removes one. Throws
 * in words.
 */
export function claimsGiven({ claims: file, claim = [], attribute = [], groups, roles }: UsersOptions): Claims {
  return {
    ...(file !== undefined && fromFile(file)),
    ...Object.fromEntries(claim.map(claimFrom)),
    ...Object.fromEntries(attribute.map(attributeFrom)),
    ...(groups !== undefined && { groups: groups.length === 0 ? null : groups }),
    ...(roles !== undefined && { roles: roles.length === 0 ? null : roles }),
  };
}

function claimFrom(given: string): Given {
  const [name, text] = split("--claim", given);
  if (text === "") return [name, null];
  return [name, Object.hasOwn(READ, name) ? READ[name]?.(text) : text];
}

/** The type is in the configuration, which may be that of another machine: `3` is a number, and `"3"` in quotes is text. */
function attributeFrom(given: string): Given {
  const [name, text] = split("--attribute", given);
  return [name, text === "" ? null : jsonOrText(text)];
}

type Given = readonly [name: string, value: unknown];

function split(option: string, given: string): readonly [name: string, text: string] {
  const at = given.indexOf("=");
  if (at < 1)
    throw new Error(`${option} ${JSON.stringify(given)} has no ${at < 0 ? '"="' : "name"}. Expected: name=value.`);
  return [given.slice(0, at), given.slice(at + 1)];
}

function fromFile(file: string): Claims {
  const text = readText(file);
  const place = jsonFault(text);
  if (place !== undefined)
    throw new Error(`The file ${file} is not JSON: see line ${place.line}, column ${place.column}.`);
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(
      `The file ${file} is not a JSON object with a member for each claim, such as {"groups":["staff"]}.`,
    );
  return value as Claims;
}

function flag(text: string): unknown {
  return text === "true" ? true : text === "false" ? false : text;
}

/** A JSON list, or names separated by commas. */
function list(text: string): unknown {
  return text.startsWith("[") ? jsonOrText(text) : text.split(",").map((name) => name.trim());
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

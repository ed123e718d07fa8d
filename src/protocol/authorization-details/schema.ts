/**
 * Holds authorization details against the JSON Schema of their type (RFC 9396 5). It is read as a closed one: a member that it doesn't name is
 * unknown, unless the schema says otherwise.
 */
import { z } from "zod";
import type { AuthorizationDetail } from "../access-token.ts";
import { nearest } from "../edits.ts";
import type { DetailFault, DetailType } from "./details.ts";

export type Validator = z.ZodType;

type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The validator of a type. Throws an `Error` that says what of the schema isn't supported. */
export function validatorOf({ type, api, schema }: Pick<DetailType, "type" | "api" | "schema">): Validator {
  const {
    properties = {},
    required = [],
    ...rest
  } = schema as {
    readonly properties?: Schema;
    readonly required?: readonly string[];
  };
  const locations = api === undefined ? {} : { locations: { type: "array", items: { type: "string" }, minItems: 1 } };
  return z.fromJSONSchema(
    closed({
      ...rest,
      type: "object",
      properties: { ...locations, ...properties, type: { const: type } },
      required: [...new Set(["type", ...required])],
    }) as Parameters<typeof z.fromJSONSchema>[0],
  );
}

/** With `additionalProperties: false` wherever members are named and nothing is said of others. */
function closed(schema: Schema): Schema {
  const { properties, items, additionalProperties } = schema;
  return {
    ...schema,
    ...(isSchema(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, one]) => [name, isSchema(one) ? closed(one) : one]),
      ),
      ...(additionalProperties === undefined && { additionalProperties: false }),
    }),
    ...(isSchema(items) && { items: closed(items) }),
  };
}

/** What is wrong with the detail at a position; `undefined` if nothing is. `api`: the API that its locations must belong to. */
export function faultOfDetail(
  detail: AuthorizationDetail,
  position: number,
  validator: Validator,
  api: string | undefined,
): DetailFault | undefined {
  const read = validator.safeParse(detail);
  if (!read.success) {
    const [issue] = [...read.error.issues].sort((a, b) => rank(a) - rank(b));
    if (issue !== undefined) return faultOf(issue, detail, position, validator);
  }
  const { locations } = detail;
  if (api === undefined || !Array.isArray(locations)) return undefined;
  const at = locations.findIndex((one) => one !== api && !String(one).startsWith(api.endsWith("/") ? api : `${api}/`));
  return at < 0 ? undefined : { at: `/${position}/locations/${at}`, expected: `${api}, or a URL below it` };
}

/** A member with another name comes first: it explains one that is missing. */
const rank = ({ code }: z.core.$ZodIssue): number => (code === "unrecognized_keys" ? 0 : 1);

const escaped = (step: PropertyKey): string => String(step).replaceAll("~", "~0").replaceAll("/", "~1");
const pointer = (position: number, path: readonly PropertyKey[]): string =>
  [position, ...path].map((step) => `/${escaped(step)}`).join("");

function faultOf(
  issue: z.core.$ZodIssue,
  detail: AuthorizationDetail,
  position: number,
  validator: Validator,
): DetailFault {
  if (issue.code !== "unrecognized_keys")
    return { at: pointer(position, issue.path), expected: expectedIn(issue, detail) };
  const [key = ""] = issue.keys;
  const near = nearest(key, namesAt(validator, issue.path));
  return {
    ...{ at: pointer(position, [...issue.path, key]), expected: "no member of this name" },
    ...(near !== undefined && { near }),
  };
}

/** The members of the object at a path. */
function namesAt(validator: Validator, path: readonly PropertyKey[]): readonly string[] {
  const at = path.reduce<unknown>((one, step) => {
    const inner = unwrapped(one);
    if (inner instanceof z.ZodArray) return inner.element;
    return inner instanceof z.ZodObject ? inner.shape[String(step)] : undefined;
  }, validator);
  const inner = unwrapped(at);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

const unwrapped = (one: unknown): unknown => (one instanceof z.ZodOptional ? one.unwrap() : one);

/** In words. A value that is missing is expected like one that is wrong. */
function expectedIn(issue: z.core.$ZodIssue, detail: AuthorizationDetail): string {
  switch (issue.code) {
    case "invalid_type": {
      const value = issue.path.reduce<unknown>(
        (at, step) => (at as Readonly<Record<PropertyKey, unknown>> | undefined)?.[step],
        detail,
      );
      return `${article(issue.expected)}${value === undefined ? ", which is missing" : ""}`;
    }
    case "invalid_value":
      return issue.values.map((one) => JSON.stringify(one)).join(" or ");
    case "too_small":
      return `${issue.inclusive === true ? "at least" : "more than"} ${issue.minimum}${unit(issue.origin)}`;
    case "too_big":
      return `${issue.inclusive === true ? "at most" : "less than"} ${issue.maximum}${unit(issue.origin)}`;
    case "invalid_format":
      return issue.format === "regex" ? `text that matches ${issue.pattern}` : `text in the format ${issue.format}`;
    case "not_multiple_of":
      return `a multiple of ${issue.divisor}`;
    case "invalid_union":
      return "one of the forms that the type has";
    default:
      return "what the schema of the type says";
  }
}

const article = (kind: string): string =>
  kind === "string" ? "text" : `${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind}`;

const unit = (origin: string): string =>
  ({ string: " characters", array: " entries", set: " entries", object: " members" })[origin] ?? "";

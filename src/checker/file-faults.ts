/** What is wrong with a file or with options, member by member, in our own words. */
import { z } from "zod";
import { CannotCheck } from "./cannot-check.ts";

/** Reads a value. `name`: what it is called in the message. Throws `CannotCheck` with a line for each member that is wrong. */
export function parsedAs<Output>(schema: z.ZodType<Output>, value: unknown, name: string): Output {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.flatMap((issue) => faultsOf(issue, value, schema));
  throw new CannotCheck([`${name} can't be used:`, ...new Set(lines.map((line) => `  ${line}`))].join("\n"));
}

function faultsOf(issue: z.core.$ZodIssue, value: unknown, schema: z.ZodType): readonly string[] {
  const { path } = issue;
  const at = placeOf(path);
  if (issue.code === "custom") return [`${at}: ${issue.message}`];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => `${placeOf([...path, key])} is unknown. Expected: ${membersAt(schema, path)}.`);
  const within = issue.code === "invalid_union" ? issue.errors.flat().filter((one) => one.path.length > 0) : [];
  if (within.length > 0)
    return within.flatMap((one) => faultsOf({ ...one, path: [...path, ...one.path] }, value, schema));
  return [`${at} is ${shown(path, value)}. Expected: ${expected(issue)}.`];
}

/** As it is written in code: `sign_in[0].click`. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (at, one) => (typeof one === "number" ? `${at}[${one}]` : at === "" ? String(one) : `${at}.${String(one)}`),
    "",
  ) || "the whole";

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

function expected(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return KINDS[issue.expected] ?? issue.expected;
    case "invalid_value":
      return listed(issue.values.map((one) => JSON.stringify(one)));
    case "invalid_format":
      return issue.format === "url" ? "a URL, such as https://api.example.com" : `a ${issue.format}`;
    case "too_small":
      return issue.origin === "string" ? "text that isn't empty" : "at least one entry";
    case "invalid_union":
      return listed([...new Set(issue.errors.flat().map(expected))]);
    default:
      return "another value";
  }
}

const listed = (all: readonly string[]): string =>
  all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} or ${all.at(-1)}`;

const SECRET = /secret|password|private_key|token$|certificate/;

/** Never a secret, and never what is in an object. */
function shown(path: readonly PropertyKey[], whole: unknown): string {
  const value = path.reduce<unknown>((at, one) => (at as Record<PropertyKey, unknown> | undefined)?.[one], whole);
  if (value === undefined) return "missing";
  if (value === "") return "empty";
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "an object";
  if (path.some((one) => SECRET.test(String(one)))) return `a ${typeof value}, which isn't shown`;
  return JSON.stringify(value)?.slice(0, 120) ?? `a ${typeof value}`;
}

interface Members {
  readonly properties?: Readonly<Record<string, Members>>;
  readonly items?: Members;
  readonly anyOf?: readonly Members[];
}

function membersAt(schema: z.ZodType, path: readonly PropertyKey[]): string {
  const whole = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Members;
  const found = path.reduce<Members | undefined>(
    (at, one) =>
      typeof one === "number"
        ? (at?.items ?? at?.anyOf?.find(({ items }) => items !== undefined)?.items)
        : at?.properties?.[String(one)],
    whole,
  );
  return listed(Object.keys(found?.properties ?? {}));
}

/** A JSON Schema as a TypeScript type. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly description?: string;
}

const WORDS: Readonly<Record<string, string>> = {
  string: "string",
  integer: "number",
  number: "number",
  boolean: "boolean",
  null: "null",
};

/** The type. A schema of the document is called by its name, and a part of one by both names. */
export function typeOf(schema: object): string {
  const { $ref, type, const: only, enum: some, anyOf, oneOf = anyOf, items } = schema as Schema;
  if ($ref !== undefined) return $ref.replace("#/components/schemas/", "").replace("/$defs/", "");
  if (only !== undefined) return JSON.stringify(only);
  if (some !== undefined) return some.map((one) => JSON.stringify(one)).join(" | ");
  if (oneOf !== undefined) return [...new Set(oneOf.map(typeOf))].join(" | ");
  if (Array.isArray(type)) return type.map((one: string) => typeOf({ ...schema, type: one })).join(" | ");
  if (type === "array") return `readonly ${listOf(items === undefined ? "unknown" : typeOf(items))}`;
  if (type === "object") return objectOf(schema);
  return WORDS[type as string] ?? "unknown";
}

const listOf = (type: string): string => (/^\w+$|^\{[^|]*\}$/.test(type) ? `${type}[]` : `(${type})[]`);

function objectOf({ properties = {}, required = [], additionalProperties = true }: Schema): string {
  const members = Object.entries(properties).map(([name, one]) => {
    const doc = one.description === undefined ? "" : `  /** ${one.description.replaceAll("*/", "*\\/")} */\n`;
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
    return `${doc}  readonly ${key}${required.includes(name) ? "" : "?"}: ${typeOf(one).replaceAll("\n", "\n  ")};\n`;
  });
  if (members.length > 0) return `{\n${members.join("")}}`;
  if (additionalProperties === false) return "Readonly<Record<string, never>>";
  const of = additionalProperties === true ? "unknown" : typeOf(additionalProperties);
  return `Readonly<Record<string, ${of}>>`;
}

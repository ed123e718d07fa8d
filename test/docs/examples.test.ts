/** Every setting has an example, and the setting accepts it. */
import { expect, it, test } from "vitest";
import type { z } from "zod";
import { literal, SETTINGS } from "../../docs/configuration.ts";
import { EXAMPLES } from "../../docs/examples.ts";
import { schema } from "../../src/configuration/schema.ts";

interface Wrapping {
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly unwrap?: () => z.ZodType;
}

/** Without defaults, options and lists, down to what has settings. */
function bare(found: z.ZodType): Wrapping {
  const wrapping = found as Wrapping;
  if (wrapping.shape !== undefined) return wrapping;
  const within = wrapping.element ?? wrapping.unwrap?.();
  return within === undefined ? wrapping : bare(within);
}

/** The schema of a setting, e.g. `clients[].secrets[].env`. */
function schemaAt(path: string): z.ZodType {
  return path.split(".").reduce<z.ZodType>((found, name) => {
    const next = bare(found).shape?.[name.replace("[]", "")];
    if (next === undefined) throw new Error(`There is no setting ${path}.`);
    return next;
  }, schema);
}

test("every setting has an example, and there are no others (docs/examples.ts)", () => {
  expect(Object.keys(EXAMPLES).sort()).toEqual([...SETTINGS].sort());
});

test.each(Object.entries(EXAMPLES))("%s", (path, example) => {
  expect(schemaAt(path).safeParse(example)).toMatchObject({ success: true });
});

it.each([
  ["port", "9400"],
  ["clients[].secrets[].value", "short"],
  ["keyRotation.ahead", 0],
])("an example that %s does not accept is found", (path, example) => {
  expect(schemaAt(path).safeParse(example).success).toBe(false);
});

test("examples are written as in a configuration", () => {
  expect(literal([{ a: "x", b: [1, true] }])).toBe('[{ a: "x", b: [1, true] }]');
});

/**
 * Golden renderings: for each reason a file with everything that one refusal of it is shown as. `UPDATE_GOLDENS=1` writes them;
 * a difference is then read like any other change.
 */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Explanation } from "../../src/reasons/explain.ts";
import { type Code, codes, isCode } from "../../src/reasons/index.ts";
import { toJson } from "../../src/render/json.ts";
import { refusalDocument } from "../../src/render/schema.ts";
import { explanations } from "./explanations.ts";
import { renderingsOf } from "./renderings.ts";

const GOLDEN = join(import.meta.dirname, "golden");
const updating = process.env.UPDATE_GOLDENS === "1";

let all: Map<Code, Explanation>;
beforeAll(async () => {
  all = await explanations();
});

function explanationOf(code: Code): Explanation {
  const found = all.get(code);
  if (found === undefined) throw new Error(`There is no explanation of ${code}.`);
  return found;
}

describe("golden renderings", () => {
  it.each(codes)("%s", (code) => {
    const file = join(GOLDEN, `${code}.txt`);
    const text = renderingsOf(explanationOf(code));
    if (updating) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    expect(text).toBe(readFileSync(file, "utf8"));
  });

  it("there is none of a reason that is gone", () => {
    const strays = globSync("**/*.txt", { cwd: GOLDEN }).filter((path) => !isCode(path.replace(/\.txt$/, "")));
    if (updating) for (const path of strays) rmSync(join(GOLDEN, path));
    expect(updating ? [] : strays).toEqual([]);
  });
});

it("each matches the schema of GET /refusals/{ref}", () => {
  for (const code of codes) expect(() => refusalDocument.strict().parse(toJson(explanationOf(code)))).not.toThrow();
});

/** What `candor serve` says where it cannot start: on stderr, in words, with 1 as its exit code. */
import { afterAll, beforeAll, describe, it } from "vitest";
import { type Place, place, run } from "./run.ts";

let at: Place;
beforeAll(async () => {
  at = await place();
});
afterAll(() => at.leave());

describe.concurrent("candor serve", () => {
  it.for<[string, string | undefined, string[], (string | RegExp)[]]>([
    [
      "a wrong setting",
      '{"issuer":"https://id.example/","port":-1}',
      [],
      ["The configuration can't be used:\n  port is -1\n    expected "],
    ],
    [
      "a file that doesn't exist",
      undefined,
      [],
      [/--config is \S+-6\.json, but there is no file \S+-6\.json\n {4}expected a configuration file/],
    ],
    [
      "a file that is no JSON",
      "{ issuer: ",
      [],
      [/^The configuration can't be used:\n {2}\S+\/file-\S+ is not JSON: see line 1, column 3\n/],
    ],
    [
      "a file that exports text",
      'export default "text";',
      [],
      [/\.mjs is a module whose default export is a string\n {4}expected a file whose default export is/],
    ],
    ["no issuer", "{}", [], ["The configuration can't be used:\n  issuer is missing\n    expected a URL"]],
    [
      "no default export",
      'export const config = { issuer: "https://id.example" };',
      [],
      [/\.mjs is a module without a default export that exports config\n {4}expected export default defineConfig/],
    ],
    [
      "a setting misspelled",
      '{"client":[]}',
      [],
      ["client is unknown\n    expected one of the documented settings. Did you mean clients?"],
    ],
    ["an unknown option", "{}", ["--prot", "1"], ["unknown option '--prot'", "--port"]],
    ["a port beyond 65535", "{}", ["--port", "70000"], ["Expected a number from 0 to 65535."]],
    ["a port that is no number", "{}", ["--port", "http"], ["Expected a number from 0 to 65535."]],
  ])("%s", async ([name, text, options, expected], { expect }) => {
    const file = `file-${name.length}${text?.startsWith("export") ? ".mjs" : ".json"}`;
    if (text !== undefined) at.write(file, text);
    const running = run(["serve", "--config", text === undefined ? "missing-6.json" : file, ...options], at.directory);
    expect(await running.ended).toBe(1);
    expect(running.stdout()).toBe("");
    for (const said of expected) expect(running.stderr()).toMatch(said);
  });

  it("no file at all", async ({ expect, onTestFinished }) => {
    const empty = await place();
    onTestFinished(() => empty.leave());
    empty.remove("candor.config.json");
    const running = run(["serve"], empty.directory);
    expect(await running.ended).toBe(1);
    expect(running.stderr()).toContain(
      "there is no candor.config.ts here\n    expected a configuration file (or --demo",
    );
  });
});

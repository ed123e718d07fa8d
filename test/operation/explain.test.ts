/** `candor explain` as it is run: what goes in, what comes out, and the exit code. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { toEnd } from "./run.ts";

const directory = mkdtempSync(join(tmpdir(), "candor-explain-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const candor = (args: readonly string[], input = "") => toEnd(["explain", ...args], directory, input);

const file = (name: string, text: string): string => {
  writeFileSync(join(directory, name), text);
  return name;
};

const AUTHORIZE =
  "https://id.example/authorize?response_type=code&client_id=photos&redirect_uri=https%3A%2F%2Fapp.example%2Fcb%2F&scope=openid&state=x";

describe("candor explain", () => {
  it("explains a code of the catalogue", async () => {
    const { code, out } = await candor(["scope/misspelled"]);
    expect([code, out]).toEqual([0, expect.stringContaining("A scope is misspelled")]);
  });

  it("holds a request against what is registered, given by a file", async () => {
    const context = file("context.json", JSON.stringify({ registered_redirect_uris: ["https://app.example/cb"] }));
    const { code, out } = await candor(["--context", context, AUTHORIZE]);
    expect([code, out]).toEqual([0, expect.stringContaining("cause[redirect-uri/trailing-slash]")]);
  });

  it("responds to tools in JSON, from standard input", async () => {
    const context = { registered_redirect_uris: ["https://app.example/cb"] };
    const { code, out } = await candor(["--json"], JSON.stringify({ request: AUTHORIZE, context }));
    const { findings } = JSON.parse(out);
    expect([code, findings[0]]).toEqual([0, expect.objectContaining({ reason: "redirect-uri/trailing-slash" })]);
  });

  it("reads a file, and prints no secret of it", async () => {
    const secret = "s3cret-of-the-client-0123456789";
    const transcript = file(
      "transcript.txt",
      `POST /token HTTP/1.1\nHost: id.example\nContent-Type: application/json\n\n{"grant_type":"client_credentials","client_id":"photos","client_secret":"${secret}"}\n\nHTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"error":"invalid_request","error_description":"grant_type is missing"}`,
    );
    const { code, out, err } = await candor([transcript]);
    expect([code, out]).toEqual([0, expect.stringContaining("cause[request/wrong-content-type]")]);
    expect(out + err).not.toContain(secret);
  });

  it("prints everything only if asked to", async () => {
    const [short, verbose] = [await candor(["AADSTS50011"]), await candor(["--verbose", "AADSTS50011"])];
    expect(short.out.trim().split("\n").length).toBeLessThanOrEqual(24);
    expect(verbose.out.trim().split("\n").length).toBeGreaterThan(24);
    expect([short.code, verbose.code]).toEqual([0, 0]);
  });

  it("says what it needs where it cannot tell", async () => {
    const { code, out } = await candor(["it does not work"]);
    expect([code, out]).toEqual([1, expect.stringContaining("What would help:")]);
  });

  it.each([[["--context", "nowhere.json", "x"]], [["--frob"]], [[]]])(
    "wrong use ends with 2 or 1: %j",
    async (args) => {
      const { code, err } = await candor(args);
      expect(code).toBeGreaterThan(0);
      expect(err).not.toBe("");
      expect(err).not.toContain("    at ");
    },
  );

  it.each([
    ["an option that there is not", ["--bogus", "x"], "unknown option"],
    ["a file that there is not", ["./nosuch.har"], "There is no file"],
    ["a folder", ["."], "is a folder"],
    ["a context file that there is not", ["--context", "nope.json", "x"], "There is no file nope.json."],
    [
      "a context file below a file",
      ["--context", `${file("plain.txt", "x")}/nope.json`, "x"],
      "There is no file plain.txt/",
    ],
    ["a context that is a folder", ["--context", ".", "x"], ". is a folder."],
    [
      "a context that is no JSON",
      ["--context", file("broken.json", "{"), "x"],
      "The context in broken.json is not JSON.",
    ],
    ["a context that is no object", ["--context", file("null.json", "null"), "invalid_grant"], "not a JSON object"],
  ])("hears of %s", async (_, args, told) => {
    const { code, err } = await candor(args);
    expect([code, err]).toEqual([2, expect.stringContaining(told)]);
    expect(err).not.toMatch(/\bE[A-Z]{4,}\b|\n {4}at /);
  });

  it("lets nothing through as JSON that a terminal obeys", async () => {
    const { out } = await candor(["--json", "ERROR invalid_grant code expired \u202e\u009b2J x"]);
    expect(out).not.toMatch(/[\u0080-\u009f\u202a-\u202e]/);
  });

  it("explains what a standard error can mean", async () => {
    const { code, out } = await candor(["--json", "invalid_grant"]);
    const { findings } = JSON.parse(out);
    expect([code, findings.length > 3]).toEqual([0, true]);
    expect(findings.map(({ reason }: { reason: string }) => reason)).toContain("code/already-used");
  });
});

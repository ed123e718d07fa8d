/** A warm process runs a command as a process of its own would. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { inOwnProcess, PASSWORD, type Place, place, toEnd } from "./run.ts";

async function newPlace(): Promise<Place> {
  const at = await place();
  onTestFinished(() => at.leave());
  const server = await at.serve();
  await server.stop();
  return at;
}

it("leaves behind what a process of its own does", async () => {
  const at = await newPlace();
  for (const args of [
    ["--version"],
    ["--help"],
    ["users", "remove"],
    ["users", "list", "--no-such-option"],
    ["no-such-command"],
    ["users", "list", "--json"],
    ["users", "show", "nobody"],
    ["users", "list", "--data", "elsewhere"],
    ["keys", "list", "--json"],
    ["audit", "verify"],
    ["config", "check"],
    ["config", "check", "missing.json"],
    ["completion", "bash"],
    ["export"],
    ["apply", "missing.json"],
    ["users", "list", "--server", "http://localhost:1"],
  ]) {
    const warm = await toEnd(args, at.directory);
    expect([args, warm]).toEqual([args, await inOwnProcess(args, at.directory)]);
  }
});

it("several at once, each in its own directory, with its own environment and input", async () => {
  const places = await Promise.all([newPlace(), newPlace(), newPlace()]);
  const added = await Promise.all(
    places.map(({ directory }, n) =>
      toEnd(["users", "add", `user-${n}`, "--password-stdin"], directory, `${PASSWORD}-${n}`, { NO_COLOR: String(n) }),
    ),
  );
  expect(added.map(({ code, err }) => [code, err])).toEqual(places.map(() => [0, ""]));
  const listed = await Promise.all(places.map(({ directory }) => toEnd(["users", "list", "--json"], directory)));
  expect(listed.map(({ out }) => JSON.parse(out).map(({ username }: { username: string }) => username))).toEqual(
    places.map((_, n) => [`user-${n}`]),
  );
});

it("keeps no variable, exit code or output of the command before", async () => {
  const at = await newPlace();
  const failed = await toEnd(["no-such-command"], at.directory, "", { CANDOR_SERVER: "http://localhost:1" });
  expect(failed.code).not.toBe(0);
  expect(await toEnd(["users", "list", "--json"], at.directory)).toEqual({ code: 0, out: "[]\n", err: "" });
});

it("is as lost as any process where a command throws what nobody catches", async () => {
  const at = await newPlace();
  writeFileSync(
    join(at.directory, "throws.mjs"),
    'setTimeout(() => { throw new Error("nobody"); });\nexport default {};',
  );
  const thrown = await toEnd(["config", "check", "throws.mjs"], at.directory);
  const alone = await inOwnProcess(["config", "check", "throws.mjs"], at.directory);
  expect([thrown.code, alone.code]).toEqual([1, 1]);
  for (const { err } of [thrown, alone]) expect(err).toContain("Error: nobody\n");
  expect(await toEnd(["--version"], at.directory)).toMatchObject({ code: 0 });
});

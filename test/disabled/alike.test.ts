/** Signing in does the same work whoever it is: counted by calls, since times are noise. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { Stage } from "./stage.ts";

let stage: Stage;
/** What was asked of the ports, in its order. */
let asked: string[] = [];
beforeAll(async () => {
  stage = await Stage.open();
  const { deps } = stage.world;
  const watch = (name: string, port: object) =>
    Object.fromEntries(
      Object.entries(port).map(([method, run]) => [
        method,
        (...given: unknown[]) => {
          asked.push(`${name}.${method}`);
          return (run as (...given: unknown[]) => unknown)(...given);
        },
      ]),
    );
  const { storage, passwords } = deps;
  const counters = watch("counters", storage.counters);
  Object.assign(deps, { passwords: watch("passwords", passwords), storage: { ...storage, counters } });
});
afterAll(() => stage.world.close());

async function workFor(username: string, password: string, happens = () => {}): Promise<readonly string[]> {
  stage.reset();
  const has = await stage.equip();
  happens();
  asked = [];
  const { csrf, cookie } = has.form;
  const response = await stage.world.form("/sign-in", { csrf, username, password }, { cookie });
  expect(response.status).toBe(401);
  return asked;
}

it("also if a password has accents and is compared in each of its spellings", async () => {
  const wrong = await workFor("ada", "zażółć gęślą jaźń");
  expect(wrong.filter((step) => step === "passwords.verify")).toHaveLength(2);
  expect(await workFor("nobody", "zażółć gęślą jaźń")).toEqual(wrong);
  expect(await workFor("ada", "zażółć gęślą jaźń", () => stage.disable("ada"))).toEqual(wrong);
});

it("an unknown name, a wrong password, a disabled and a deleted account take the same steps", async () => {
  const wrong = await workFor("ada", "a wrong password");
  expect(wrong.filter((step) => step === "passwords.verify")).toHaveLength(1);
  expect(await workFor("nobody", "a wrong password")).toEqual(wrong);
  expect(await workFor("nobody", "correct-horse-battery")).toEqual(wrong);
  expect(await workFor("ada", "correct-horse-battery", () => stage.disable("ada"))).toEqual(wrong);
  expect(await workFor("ada", "correct-horse-battery", () => stage.delete("ada"))).toEqual(wrong);
  expect(await workFor("ada", "")).toEqual(wrong);
  expect(await workFor("", "")).toEqual(wrong);
  expect(await workFor("ada", "x".repeat(5_000))).toEqual(wrong);
  expect(await workFor("x".repeat(5_000), "a wrong password")).toEqual(wrong);
});

import { describe, expect, it } from "vitest";
import { checkConfig } from "./check.ts";
import { ConfigurationError } from "./fault.ts";
import { hooksFrom } from "./load.ts";
import type { Config } from "./schema.ts";

const given = (hooks: unknown) => checkConfig({ issuer: "http://localhost:9400", hooks } as Config, {}, "memory");

function faultsOf(hooks: unknown): readonly string[] {
  try {
    given(hooks);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.faults.map(({ key, is, expected }) => `${key} is ${is}; expected ${expected}`);
  }
}

class Directory {
  readonly #names = new Map([["ada", { subject: "1", username: "ada" }]]);
  find = () => undefined;
  findByUsername(name: string) {
    return this.#names.get(name);
  }
  verify() {
    return true;
  }
}

describe("hooks", () => {
  it.each([undefined, {}, { timeout: 100 }])("that are %j are none at all, so that nothing asks for them", (hooks) => {
    expect(hooksFrom(given(hooks))).toBeUndefined();
  });

  it("stay the functions that they are, in an instance of a class too", () => {
    const claims = () => ({});
    const users = new Directory();
    const hooks = hooksFrom(given({ claims, users }));
    expect(hooks).toMatchObject({ timeout: 2_000 });
    expect(hooks?.claims).toBe(claims);
    expect(hooks?.users).toBe(users);
    expect(hooks?.users?.findByUsername("ada", { signal: new AbortController().signal })).toMatchObject({
      subject: "1",
    });
  });

  it.each<[hooks: unknown, fault: string]>([
    [{ claims: {} }, "hooks.claims is an object; expected a function that returns claims"],
    [{ claims: "tenant" }, 'hooks.claims is "tenant"; expected a function that returns claims'],
    [{ claim: () => ({}) }, "hooks.claim is unknown; expected one of the documented settings. Did you mean claims?"],
    [
      { users: () => ({}) },
      "hooks.users is a function; expected an object with the functions find, findByUsername, verify",
    ],
    [
      { users: { find: () => undefined, verify: () => true } },
      "hooks.users is an object; expected an object with the functions find, findByUsername, verify",
    ],
    [{ timeout: 0 }, "hooks.timeout is 0; expected a whole number from 1 to 60000"],
    [{ timeout: "1s" }, 'hooks.timeout is "1s"; expected a whole number from 1 to 60000'],
    [[], "hooks is an empty list; expected an object"],
  ])("%j are refused", (hooks, fault) => expect(faultsOf(hooks)).toEqual([fault]));
});

import { expect, it } from "vitest";
import { memoryStorage } from "../../adapters/memory/storage.ts";
import type { NewAccount } from "../../importing/check-user.ts";
import { NO_PASSWORD } from "../../ports/password-hash.ts";
import { importUsers } from "./users.ts";

const account = (subject: string | undefined, username: string): NewAccount => ({
  ...{ subject, username, passwordHash: NO_PASSWORD, role: "user", disabled: false, claims: {}, createdAt: 1 },
});

it.each([true, false])("of users who come twice, the first comes along (dry run: %s)", async (isDry) => {
  const { people } = memoryStorage();
  const said: string[] = [];
  const users = importUsers(
    people,
    ({ id, at }) => void said.push(`${id} ${at}`),
    () => "made",
    () => 1,
    isDry ? undefined : { actor: { kind: "command", user: "x" } as never, why: undefined, atOnce: 2 },
  );
  await users.take("1", account("a", "Ada"));
  await users.take("2", account("b", "ada"));
  // Whoever was left out has taken nothing: neither the subject …
  await users.take("3", account("b", "bob"));
  await users.take("4", account("b", "carl"));
  // … nor the name.
  await users.take("5", account("c", "carl"));
  await users.take("6", account("a", "Ada"));
  await users.take("7", account(undefined, "subject a"));
  expect(await users.end()).toEqual({ add: 4, same: 0 });
  expect(said).toEqual(["2", "4", "6"].map((at) => `import/user-repeated ${at}`));
  // It isn't known which of the two has the tokens of these.
  expect(["a", "b", "c"].map(users.isOther)).toEqual([false, true, false]);
  expect((await people.list(undefined, 9)).map(({ username }) => username)).toEqual(
    isDry ? [] : ["Ada", "bob", "carl", "subject a"],
  );
});

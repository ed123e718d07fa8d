import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formOf, refusalOf } from "../../test/catalogue/samples.ts";
import { openWorld, type World } from "../../test/catalogue/world.ts";
import { memoryStorage } from "../adapters/memory/storage.ts";
import { refuse } from "../reasons/index.ts";
import { familiarMark } from "./familiar.ts";
import { acceptInvitation, findInvitation, inviteFirstOperator } from "./invitations.ts";
import { isPassword } from "./passwords.ts";

let world: World;
beforeEach(async () => {
  const opened = await openWorld();
  // The demo has an operator; an empty store has none yet.
  world = { ...opened, deps: { ...opened.deps, storage: memoryStorage() } };
});
afterEach(() => world.close());

const PASSWORD = "a long enough password";
const form = formOf({ csrf: "x" });
const gone = refuse("user/invitation-invalid", {});
const link = async () => new URLSearchParams((await inviteFirstOperator(world.deps))?.split("?")[1]).get("token") ?? "";
const accept = (token: string, username = "grace", password = PASSWORD) =>
  acceptInvitation(world.deps, { token, username, password, address: "192.0.2.7", marks: undefined }, form);

describe("the first operator's link", () => {
  it("makes the account once, and signs in", async () => {
    const token = await link();
    expect(world.written.at(-1)).toBe('{"role":"operator","message":"invited"}');
    expect(await accept(token)).toMatchObject({ session: expect.any(String), marks: expect.any(String) });
    expect(await world.deps.storage.people.findByUsername("grace")).toMatchObject({
      role: "operator",
      disabled: false,
    });
    const refused = await accept(token, "eve");
    expect(refusalOf(refused)).toEqual(gone);
    expect(refused).toMatchObject({ on: { decision: "invitation", form, good: false, now: world.clock.now } });
    expect(await world.deps.storage.people.findByUsername("eve")).toBeUndefined();
    expect(refusalOf(await findInvitation(world.deps, token))).toEqual(gone);
    expect(await inviteFirstOperator(world.deps)).toBeUndefined();
  });

  it("is in the audit log once it is used, with the network, and without its secret and the password", async () => {
    const token = await link();
    await Promise.all([accept(token), accept(token, "eve")]);
    const subject = (await world.deps.storage.people.findByUsername("grace"))?.subject ?? "";
    const entries = await world.deps.storage.audit.read(1, 9);
    expect(entries).toMatchObject([
      {
        actor: { is: "server", id: "start" },
        action: "invitation/add",
        target: { kind: "invitation", id: expect.any(String) },
        after: { for: "account", role: "operator" },
      },
      {
        at: world.clock.now,
        actor: { is: "user", id: subject, network: "192.0.2.0/24" },
        action: "invitation/accept",
        target: { kind: "user", id: subject },
        after: { username: "grace", role: "operator", disabled: false },
      },
    ]);
    const text = JSON.stringify(entries);
    for (const secret of [token.split(".")[1] ?? "", PASSWORD, "argon2"]) expect(text).not.toContain(secret);
  });

  it("is valid for a day, unless another one was used", async () => {
    const [one, other] = [await link(), await link()];
    expect(one).not.toBe(other);
    world.clock.now += 86_400_000 - 1;
    expect(typeof (await findInvitation(world.deps, one))).toBe("number");
    await accept(other);
    expect(refusalOf(await accept(one, "eve"))).toEqual(gone);
    world.clock.now += 1;
    expect(refusalOf(await findInvitation(world.deps, one))).toEqual(gone);
  });

  it("is good for one of two who come at once", async () => {
    const token = await link();
    const answers = await Promise.all([accept(token, "grace"), accept(token, "eve")]);
    expect(answers.filter((answer) => "refused" in answer)).toEqual([
      { ...gone, on: expect.objectContaining({ decision: "invitation", good: false }) },
    ]);
  });

  it("is not found by anything else", async () => {
    const token = await link();
    const [id = "", secret = ""] = token.split(".");
    const odd = [
      "",
      ".",
      id,
      `${id}.`,
      `.${secret}`,
      `${id}.${secret}x`,
      `${id}x.${secret}`,
      `${id}!.${secret}`,
      `-1.${secret}`,
      `zzzzzzzzzzz.${secret}`,
    ];
    for (const each of odd) expect(refusalOf(await findInvitation(world.deps, each))).toEqual(gone);
    // Nothing about name and password is shown to somebody without a link.
    for (const each of odd) expect(refusalOf(await accept(each, "two words", "short"))).toEqual(gone);
  });

  it("can't be guessed, and neither can the account's subject", async () => {
    const token = await link();
    expect(token).toMatch(/^[0-9a-z]{1,11}\.[\w-]{32}$/);
    await accept(token);
    expect((await world.deps.storage.people.findByUsername("grace"))?.subject).toMatch(/^[\w-]{20}$/);
  });

  it("asks for another name if the name is in use, and stays valid", async () => {
    const ada = { subject: "ada", username: "Ada", passwordHash: "", claims: {}, createdAt: world.clock.now };
    await world.deps.storage.people.insert({ ...ada, role: "user", disabled: false });
    const token = await link();
    const refused = await accept(token, "ada");
    const evidence = { parameter: "username", expected: "a name that is free" };
    expect(refusalOf(refused)).toEqual(refuse("request/parameter-invalid", evidence));
    expect(refused).toMatchObject({ on: { good: true } });
    expect(await accept(token)).toMatchObject({ session: expect.any(String) });
  });

  const name = { parameter: "username", expected: "1 to 254 characters without spaces" };
  const password = { parameter: "password", expected: "12 to 256 characters" };
  it.each([
    ["", PASSWORD, name],
    ["two words", PASSWORD, name],
    ["x".repeat(255), PASSWORD, name],
    ["a\u0000b", PASSWORD, name],
    ["a\u202eb", PASSWORD, name],
    [" \u200b", PASSWORD, name],
    ["gr\u0430ce", PASSWORD, { parameter: "username", expected: "letters of one alphabet" }],
    ["grace", "twelve chars\u0000", { parameter: "password", expected: "no control or unassigned characters" }],
    ["grace", "eleven char", password],
    ["grace", "x".repeat(257), password],
  ])("as %j with %.20j asks again, and stays good", async (username, typed, evidence) => {
    const token = await link();
    const refused = await accept(token, username, typed);
    expect(refusalOf(refused)).toEqual(refuse("request/parameter-invalid", evidence));
    expect(refused).toMatchObject({ on: { decision: "invitation", good: true, fault: evidence } });
    expect(await accept(token)).toMatchObject({ session: expect.any(String) });
  });

  it("makes the account by the name without the blanks that a keyboard adds, and by a password that any device can type", async () => {
    const answer = await accept(await link(), " Grace\u200b ", "J\u0075\u0308rgen's password");
    if ("refused" in answer) return expect.fail(answer.refused);
    // The browser is familiar to the user of this name.
    expect(familiarMark(world.deps, "grace", answer.marks, world.clock.now)).toBeDefined();
    const account = await world.deps.storage.people.findByUsername("grace");
    expect(account).toMatchObject({ username: "Grace", claims: { preferred_username: "Grace" } });
    expect(await isPassword(world.deps.passwords, "J\u00fcrgen's password", account?.passwordHash)).toBe(true);
  });
});

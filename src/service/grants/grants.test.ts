import { beforeAll, describe, expect, it } from "vitest";
import { DAY, type GivenGrant, grant, refreshState, SECOND, T, VERIFIER } from "../../../test/catalogue/samples.ts";
import { openKeys } from "../../adapters/keys/keys.ts";
import { memoryStorage } from "../../adapters/memory/storage.ts";
import type { Keys } from "../../ports/keys.ts";
import type { Account, Session } from "../../ports/storage.ts";
import { type CredentialKind, readCredential, SECRET_BYTES } from "../../protocol/credential.ts";
import type { Grant } from "../../protocol/grant.ts";
import type { CodeFacts } from "../../protocol/grants/authorization-code/facts.ts";
import type { RefreshFacts } from "../../protocol/grants/refresh-token/facts.ts";
import { digest, mint, mintSuccessor } from "../credentials.ts";
import { movedToken } from "../moved-tokens.ts";
import { loadGrant } from "./index.ts";

/** Nothing is looked up in it. */
const [registry, clientKeys] = [{} as never, {} as never];
let keys: Keys;
let others: Keys;
beforeAll(async () => {
  keys = await openKeys(memoryStorage().keys, undefined, 0);
  others = await openKeys(memoryStorage().keys, undefined, 0);
});

const SECRET = new Uint8Array(SECRET_BYTES).fill(7);
const OTHER = new Uint8Array(SECRET_BYTES).fill(8);
const THIRD = new Uint8Array(SECRET_BYTES).fill(9);
const minted = (kind: CredentialKind, secret = SECRET, by = keys) => mint(by, kind, 7, 0, secret);

interface Stored {
  /** Of grants, by default the one that code and refresh token belong to. */
  readonly its?: GivenGrant | null;
  readonly session?: Partial<Session> | null;
  readonly user?: Pick<Account, "disabled" | "ended"> | null;
  /** By the id that follows from a token of another server. */
  readonly moved?: (id: number) => Grant | undefined;
}

/** A store that has this and nothing else; whatever else is looked up is a fault. */
function storage({ its = {}, session = {}, user = { disabled: false }, moved }: Stored) {
  const found = grant({ hash: minted("code").hash, ...its });
  const open = { id: 3, subject: "usr_ada", authTime: T - SECOND, expiresAt: T + DAY, endedAt: undefined };
  const only =
    <Id>(expected: Id, value: unknown) =>
    async (id: Id) =>
      id === expected ? value : expect.fail(`${id} was looked up`);
  const findGrant = only(7, its === null ? undefined : found);
  return {
    // What another server may have made is looked up where those are that came along.
    grants: { find: async (id: number) => (id > 7 && id < 2 ** 40 ? moved?.(id) : findGrant(id)) },
    sessions: { find: only(3, session === null ? undefined : { ...open, ...session }) },
    people: { find: only("usr_ada", user === null ? undefined : user) },
  } as never;
}

const code = async (text: string, stored: Stored = {}, codeVerifier: string | undefined = VERIFIER) => {
  const values = new Map([
    ["code", text],
    ...(codeVerifier === undefined ? [] : [["code_verifier", codeVerifier] as const]),
  ]);
  const { facts } = await loadGrant(
    { storage: storage(stored), keys, registry, clientKeys },
    "authorization_code",
    values,
    T,
  );
  return facts as CodeFacts;
};
const refresh = async (text: string, stored: Stored = {}) => {
  const values = new Map([["refresh_token", text]]);
  const { facts } = await loadGrant(
    { storage: storage(stored), keys, registry, clientKeys },
    "refresh_token",
    values,
    T,
  );
  return facts as RefreshFacts;
};

it("nothing is loaded for client_credentials", async () => {
  expect(
    await loadGrant({ storage: storage({}), keys, registry, clientKeys }, "client_credentials", new Map(), T),
  ).toEqual({
    facts: {},
  });
});

describe("a code", () => {
  it("is found by its secret, with what became of its session and its user", async () => {
    expect(await code(minted("code").text)).toEqual({
      code: { is: "found", grant: grant({ hash: minted("code").hash }) },
      sessionLives: true,
      accountEnabled: true,
      verifier: { is: "right" },
    });
  });

  it.each<[what: string, stored: Stored, sessionLives: boolean, accountEnabled: boolean]>([
    ["the session is gone", { session: null }, false, true],
    ["the session was ended", { session: { endedAt: T - 1 } }, false, true],
    ["the session is over", { session: { expiresAt: T } }, false, true],
    [
      "all sessions were ended, and the grant came after",
      { user: { disabled: false, ended: { through: 3, at: T } } },
      false,
      true,
    ],
    [
      "all sessions were ended with the account that was disabled",
      { user: { disabled: true, ended: { through: 3, at: T } } },
      true,
      false,
    ],
    ["only earlier sessions were ended", { user: { disabled: false, ended: { through: 2, at: T } } }, true, true],
    ["the user is gone", { user: null }, true, false],
    ["the user is disabled", { user: { disabled: true } }, true, false],
  ])("%s", async (_, stored, sessionLives, accountEnabled) => {
    expect(await code(minted("code").text, stored)).toMatchObject({ sessionLives, accountEnabled });
  });

  it.each<[what: string, text: () => string, stored: Stored, is: string]>([
    ["of this server, whose grant is gone", () => minted("code").text, { its: null }, "gone"],
    ["made up around the number of a grant", () => minted("code", OTHER, others).text, {}, "foreign"],
    ["of this server, with another secret than the grant's", () => minted("code", OTHER).text, {}, "gone"],
    ["cut off", () => minted("code").text.slice(0, -1), {}, "corrupted"],
    ["a refresh token", () => minted("refresh").text, {}, "wrong-kind"],
    ["nonsense", () => "nonsense", {}, "foreign"],
  ])("%s is none, and nothing is in its favor", async (_, text, stored, is) => {
    expect(await code(text(), stored)).toMatchObject({
      code: { is },
      sessionLives: false,
      accountEnabled: false,
    });
  });

  it("is compared with the challenge of its own grant", async () => {
    const { text } = minted("code");
    expect((await code(text, {}, `${VERIFIER}x`))?.verifier).toMatchObject({ is: "wrong" });
    expect((await code(text, { its: { challenge: undefined } }))?.verifier).toEqual({ is: "uncompared" });
    expect((await code("nonsense"))?.verifier).toEqual({ is: "uncompared" });
  });
});

describe("a refresh token", () => {
  const stored = (more: Stored = {}): Stored => {
    const next = mintSuccessor(keys, readCredential("refresh", minted("refresh").text) as never);
    return { its: { refresh: refreshState({ generation: 1, hash: next.hash }) }, ...more };
  };
  const live = () => mintSuccessor(keys, readCredential("refresh", minted("refresh").text) as never).text;

  it("is found with how far it is behind, and its user", async () => {
    expect(await refresh(live(), stored())).toMatchObject({
      token: { is: "found", generationsBehind: 0, grant: { id: 7 } },
      accountEnabled: true,
    });
    expect(await refresh(minted("refresh").text, stored())).toMatchObject({
      token: { is: "found", generationsBehind: 1 },
    });
  });

  it.each<[what: string, user: { readonly disabled: boolean } | null]>([
    ["gone", null],
    ["disabled", { disabled: true }],
  ])("its user is %s", async (_, user) => {
    expect(await refresh(live(), stored({ user }))).toMatchObject({ token: { is: "found" }, accountEnabled: false });
  });

  it("of another Candor is found if it came along, by the hash of its secret", async () => {
    const theirs = readCredential("refresh", minted("refresh", OTHER, others).text);
    if ("is" in theirs) return expect.fail(theirs.is);
    const { id, hash } = movedToken(digest(theirs.secret));
    const refreshable = grant({ id, refresh: refreshState({ generation: 0, hash }) });
    const its: Grant = { ...refreshable, source: { kind: "moved" } };
    const moved = (asked: number) => (asked === id ? its : undefined);
    expect(await refresh(minted("refresh", OTHER, others).text, { moved })).toMatchObject({
      token: { is: "found", generationsBehind: 0, grant: { id } },
      accountEnabled: true,
    });
    // Whoever knows the id and has another secret has nothing.
    expect(await refresh(minted("refresh", THIRD, others).text, { moved: () => its })).toMatchObject({
      token: { is: "foreign" },
    });
  });

  it.each<[what: string, text: () => string, stored: () => Stored, is: string]>([
    ["of this server, whose grant is gone", live, () => ({ its: null }), "gone"],
    ["of this server, whose grant has none", live, () => ({ its: { refresh: undefined } }), "gone"],
    ["made up around the number of a grant", () => minted("refresh", OTHER, others).text, stored, "foreign"],
    ["of this server, of another family", () => minted("refresh", OTHER).text, stored, "gone"],
    ["cut off", () => minted("refresh").text.slice(0, -1), stored, "corrupted"],
    ["a code", () => minted("code").text, stored, "wrong-kind"],
  ])("%s is none", async (_, text, has, is) => {
    expect(await refresh(text(), has())).toMatchObject({ token: { is }, accountEnabled: false });
  });
});

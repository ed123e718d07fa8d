/** A storage whose every operation waits a while before and after, so that whatever can overtake does. */
import { setImmediate } from "node:timers/promises";
import type { Storage } from "../../src/ports/storage.ts";
import { isRefusal } from "../../src/reasons/index.ts";
import { token } from "../../src/service/token.ts";
import { post, VERIFIER } from "../catalogue/samples.ts";
import { AUTHORIZE, asWeb, encode, type Form, type World } from "../catalogue/world.ts";

/** How many turns of the event loop each operation waits, one after the other; restarts at the end. */
export interface Delays {
  pattern: readonly number[];
}

export function delayed(storage: Storage, delays: Delays): Storage {
  let at = 0;
  async function wait(): Promise<void> {
    const turns = delays.pattern[at++ % Math.max(1, delays.pattern.length)] ?? 0;
    for (let turn = 0; turn < turns; turn++) await setImmediate();
  }
  const slow = <T extends object>(store: T): T =>
    new Proxy(store, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function") return member;
        return async (...given: unknown[]) => {
          await wait();
          const answer: unknown = await member.apply(target, given);
          await wait();
          return answer;
        };
      },
    });
  return {
    ...storage,
    grants: slow(storage.grants),
    accessTokens: slow(storage.accessTokens),
    people: slow(storage.people),
    sessions: slow(storage.sessions),
  };
}

/** What a token request comes to: the tokens, or the code of its refusal. */
export type Outcome = { readonly refresh: string | undefined; readonly access: string } | string;

async function ask(world: World, form: Form): Promise<Outcome> {
  const answer = await token(world.deps, post(encode(form), asWeb));
  if (isRefusal(answer)) return answer.refused;
  return { refresh: answer.body.refresh_token, access: answer.body.access_token };
}

export const redeem = (world: World, code: string): Promise<Outcome> =>
  ask(world, { grant_type: "authorization_code", code, redirect_uri: AUTHORIZE.redirect_uri, code_verifier: VERIFIER });

export const refresh = (world: World, refresh_token: string, scope?: string): Promise<Outcome> =>
  ask(world, { grant_type: "refresh_token", refresh_token, scope });

/** As many at once as `count`. */
export const atOnce = <T>(count: number, run: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => run(n)));

/** The tokens of those that were granted, and the codes of those that were not. */
export function sorted(outcomes: readonly Outcome[]) {
  const granted = outcomes.filter((outcome) => typeof outcome !== "string");
  return {
    granted,
    refused: outcomes.filter((outcome) => typeof outcome === "string"),
    successors: new Set(granted.map((outcome) => outcome.refresh)),
  };
}

/** The refresh token of a new grant. */
export async function begin(world: World): Promise<string> {
  const outcome = await redeem(world, await world.code());
  if (typeof outcome === "string" || outcome.refresh === undefined) throw new Error("No refresh token was given.");
  return outcome.refresh;
}

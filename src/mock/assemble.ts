/** Puts a mock together: what tests call, and the machine that carries it out. */
import type { Configuration } from "../configuration/schema.ts";
import type { Code } from "../reasons/index.ts";
import type { Shared } from "../service/deps.ts";
import { type MockClock, millisecondsOf, type mockClock } from "./clock.ts";
import { checkEvidence, type MockEvidence } from "./evidence.ts";
import { FAILURES, type MockFailure, Waiting } from "./failures.ts";
import { didYouMean, MockError, nearestOf } from "./fault.ts";
import { type BrokenJwks, mockKeys } from "./keys.ts";
import type { Mock, MockClient } from "./mock.ts";
import type { MockOptions } from "./options.ts";
import { Orders } from "./orders.ts";
import { reasonNamed } from "./reasons.ts";
import { Requests } from "./requests.ts";
import { type MockSignIn, userNamed } from "./sign-in.ts";
import { mockTokens } from "./tokens.ts";
import { allUsers } from "./users.ts";

/** An ordered refusal. */
export interface Ordered {
  readonly code: Code;
  readonly evidence: MockEvidence;
}

/** What requests meet. */
export interface Machine {
  readonly refusals: Orders<Ordered>;
  readonly delays: Orders<number>;
  readonly failures: Orders<MockFailure>;
  readonly received: Requests;
  readonly onTheWay: Waiting;
  readonly clock: MockClock;
  readonly brokenJwks: () => BrokenJwks | undefined;
  readonly signingIn: () => MockSignIn | undefined;
  /** Ends everything that waits or hangs. */
  readonly end: () => void;
}

const clientsOf = ({ clients }: Configuration): readonly MockClient[] =>
  clients.map(({ id, secrets, redirectUris, grantTypes }) => ({
    id,
    secret: secrets.find(({ value }) => value !== undefined)?.value,
    redirectUris,
    grantTypes,
  }));

export async function assemble(
  shared: Shared,
  configuration: Configuration,
  { user, users = [] }: Pick<MockOptions, "user" | "users">,
  { clock, read, reset: resetClock }: ReturnType<typeof mockClock>,
  close: () => Promise<void>,
): Promise<{ readonly mock: Mock; readonly machine: Machine }> {
  const refusals = new Orders<Ordered>();
  const delays = new Orders<number>();
  const failures = new Orders<MockFailure>();
  const received = new Requests();
  const onTheWay = new Waiting();
  const { keys, broken } = mockKeys(shared.keys, read);
  const chosen = async (who: string | MockSignIn): Promise<MockSignIn | undefined> => {
    if (who === "pages") return undefined;
    const signIn = typeof who === "string" ? { user: who } : who;
    await userNamed(shared, signIn.user);
    return signIn;
  };
  const atStart = user === undefined ? undefined : await chosen(user);
  let signingIn = atStart;
  const mock: Mock = {
    issuer: shared.issuer,
    clients: clientsOf(configuration),
    users: allUsers(users),
    refuse(reason, { evidence = {}, ...target } = {}) {
      const code = reasonNamed(reason);
      checkEvidence(code, evidence);
      return refusals.add({ code, evidence }, code, target);
    },
    delay: ({ ms, ...target }) => delays.add(millisecondsOf(ms), "delay", target),
    fail(how, target) {
      if (Object.hasOwn(FAILURES, how)) return failures.add(how, how, target);
      const near = nearestOf(how, Object.keys(FAILURES));
      throw new MockError(
        `A request can't fail in the way ${JSON.stringify(how)}.${didYouMean(near.length > 0 ? near : Object.keys(FAILURES))}`,
        near,
      );
    },
    get waiting() {
      return [refusals, delays, failures].flatMap((orders) => orders.waiting);
    },
    clock,
    keys,
    tokens: mockTokens(shared),
    get requests() {
      return [...received.all];
    },
    waitForRequest: (filter, { timeout = 5_000 } = {}) => received.wait(filter, timeout),
    async signIn(who) {
      signingIn = await chosen(who);
    },
    reset() {
      for (const orders of [refusals, delays, failures]) orders.clear();
      received.clear();
      keys.mendJwks();
      resetClock();
      signingIn = atStart;
    },
    close,
  };
  const end = (): void => {
    onTheWay.release();
    received.end();
  };
  const machine: Machine = {
    refusals,
    delays,
    failures,
    received,
    onTheWay,
    clock,
    brokenJwks: broken,
    signingIn: () => signingIn,
    end,
  };
  return { mock, machine };
}

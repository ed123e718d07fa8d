/** The calls of the control API: each says what its body may have, and does what the method of the same name does. */
import { z } from "zod";
import type { Code } from "../../reasons/index.ts";
import { FAILURES, type MockFailure } from "../failures.ts";
import { MockError } from "../fault.ts";
import { JWKS_FAULTS, type MockJwksFault } from "../keys.ts";
import type { Mock } from "../mock.ts";
import type { MockOrder } from "../orders.ts";
import { ORDERABLE } from "../reasons.ts";
import type { MockFilter } from "../requests.ts";
import { type MockTokenFault, TOKEN_FAULTS } from "../tokens.ts";

/** A body, or the parameters of a query. */
export type Body = Readonly<Record<string, unknown>>;

export interface Call {
  readonly method: "GET" | "POST";
  /** Below `/mock`. */
  readonly path: string;
  readonly body: z.ZodType;
  readonly run: (sent: never) => object | Promise<object>;
}

const target = {
  endpoint: z.string().optional(),
  client: z.string().optional(),
  times: z.union([z.number().int().positive(), z.literal("always")]).optional(),
};
const keysOf = <T extends string>(of: Readonly<Record<T, unknown>>) => Object.keys(of) as [T, ...T[]];
const evidence = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));
const token = z.strictObject({
  kind: z.enum(["access", "id"]),
  user: z.string().nullable().optional(),
  client: z.string().optional(),
  scope: z.string().optional(),
  audience: z.string().optional(),
  nonce: z.string().optional(),
  expiresIn: z.number().optional(),
  claims: z.record(z.string(), z.unknown()).optional(),
  fault: z.enum(keysOf<MockTokenFault>(TOKEN_FAULTS)).optional(),
});
const signIn = z.strictObject({ user: z.string(), consent: z.enum(["allow", "deny"]).optional() });
const clock = z.strictObject({
  advance: z.union([z.string(), z.number()]).optional(),
  set: z.union([z.string(), z.number()]).optional(),
  frozen: z.boolean().optional(),
});
const keys = z.strictObject({
  rotate: z.boolean().optional(),
  forget: z.boolean().optional(),
  jwks: z.enum(["right", ...keysOf<MockJwksFault>(JWKS_FAULTS)]).optional(),
});

const call = <S extends z.ZodType>(
  method: Call["method"],
  path: string,
  body: S,
  run: (sent: z.output<S>) => object | Promise<object>,
): Call => ({ method, path, body, run: run as Call["run"] });

const shown = ({ what, used, waiting }: MockOrder) => ({ what, used, waiting });
const ordered = (order: MockOrder) => ({ ordered: shown(order) });
const time = (now: number) => ({ now: new Date(now).toISOString() });
const NOTHING = z.strictObject({});

export function calls(mock: Mock): readonly Call[] {
  return [
    call("GET", "", NOTHING, () => ({
      issuer: mock.issuer,
      ...time(mock.clock.now()),
      clients: mock.clients,
      users: mock.users,
      waiting: mock.waiting.map(shown),
      failures: FAILURES,
      jwks: JWKS_FAULTS,
      tokens: TOKEN_FAULTS,
      reasons: ORDERABLE,
    })),
    call(
      "POST",
      "/refuse",
      z.strictObject({ reason: z.string(), evidence: evidence.optional(), ...target }),
      ({ reason, ...rest }) => ordered(mock.refuse(reason as Code, rest)),
    ),
    call("POST", "/delay", z.strictObject({ ms: z.union([z.number().nonnegative(), z.string()]), ...target }), (sent) =>
      ordered(mock.delay(sent)),
    ),
    call("POST", "/fail", z.strictObject({ how: z.string(), ...target }), ({ how, ...rest }) =>
      ordered(mock.fail(how as MockFailure, rest)),
    ),
    call("POST", "/clock", clock, ({ advance, set, frozen }) => {
      if (set !== undefined) mock.clock.set(set);
      if (advance !== undefined) mock.clock.advance(advance);
      if (frozen !== undefined) mock.clock[frozen ? "freeze" : "resume"]();
      return time(mock.clock.now());
    }),
    call("POST", "/keys", keys, async ({ rotate = false, forget = false, jwks }) => {
      const made = rotate ? await mock.keys.rotate({ forget }) : [];
      if (jwks === "right") mock.keys.mendJwks();
      else if (jwks !== undefined) await mock.keys.breakJwks(jwks);
      return { made, published: mock.keys.jwks.map(({ kid }) => kid) };
    }),
    call("POST", "/token", token, async ({ kind, ...said }) => ({ token: await mock.tokens[kind](said) })),
    call("POST", "/sign-in", signIn, async (who) => {
      await mock.signIn(who.user === "pages" ? "pages" : who);
      return who;
    }),
    call("GET", "/requests", NOTHING, (filter) => ({ requests: filtered(mock, filter) })),
    call("POST", "/reset", NOTHING, () => {
      mock.reset();
      return time(mock.clock.now());
    }),
  ];
}

const FILTERS: ReadonlySet<string> = new Set(["method", "path", "endpoint", "client", "refused"]);

function filtered(mock: Mock, filter: Body): Mock["requests"] {
  const unknown = Object.keys(filter).find((name) => !FILTERS.has(name));
  if (unknown !== undefined) throw new MockError(`There is no filter ${unknown}. Use ${[...FILTERS].join(", ")}.`);
  const wanted = Object.entries(filter as Exclude<MockFilter, (...given: never) => unknown>);
  return mock.requests.filter((request) => wanted.every(([name, value]) => request[name as "method"] === value));
}

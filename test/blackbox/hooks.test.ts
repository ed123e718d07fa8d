/** Hooks over real HTTP: what they add, how each of them may fail at each place, and that a failure uses nothing up. */
import { decodeJwt } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  type Candor,
  type CandorEvent,
  type ClaimsRequest,
  createCandor,
  type Explanation,
  type ExtraClaims,
  type StoredUser,
} from "../../src/index.ts";
import { freePort } from "../free-port.ts";
import { type Answer, Application, answerOf, tokensOf } from "./application.ts";
import { formsOf, Person, pageOf } from "./person.ts";

const SECRET = "a-secret-of-thirty-two-characters";
const [JWT, OPAQUE] = ["https://jwt.example", "https://opaque.example"];
const PASSWORD = "my dog's name is Rex";

type Place = "claims" | "find" | "findByUsername" | "verify";

/** What a place does instead of its work, if anything. */
const trouble: Partial<Record<Place, () => unknown>> = {};
const asked: ClaimsRequest[] = [];
let extra: (request: ClaimsRequest) => unknown = () => undefined;
const ada: { -readonly [K in keyof StoredUser]: StoredUser[K] } = {
  subject: "directory-7",
  username: "ada",
  claims: { name: "Ada", email: "ada@example.com", team: "engines" },
};

/** Everything returns at once, so that the short time is over only for what hangs. */
const hooks = {
  claims: (request: ClaimsRequest) => {
    asked.push(request);
    return (trouble.claims?.() ?? extra(request)) as ExtraClaims;
  },
  users: {
    find: (subject: string) => (trouble.find?.() ?? (subject === ada.subject ? ada : undefined)) as StoredUser,
    findByUsername: (name: string) => (trouble.findByUsername?.() ?? (name === "ada" ? ada : null)) as StoredUser,
    verify: (user: StoredUser | undefined, password: string) =>
      (trouble.verify?.() ?? (user !== undefined && password === PASSWORD)) as boolean,
  },
  timeout: 20,
};

const explanations: Explanation[] = [];
let candor: Candor;
let issuer: string;
let web: Application;
let service: Application;
beforeAll(async () => {
  const port = await freePort();
  issuer = `http://localhost:${port}`;
  const client = {
    secrets: [{ value: SECRET }],
    scopes: ["openid", "email", "offline_access", "read_jwt", "read_opaque"],
  };
  candor = await createCandor({
    config: {
      issuer,
      port,
      host: "localhost",
      logLevel: "silent",
      journal: { perMinute: 10_000 },
      apis: [
        { resource: JWT, name: "One" },
        { resource: OPAQUE, name: "Two", tokens: "opaque" },
      ],
      scopes: [
        { name: "read_jwt", description: "Read one", api: JWT },
        { name: "read_opaque", description: "Read the other", api: OPAQUE },
      ],
      clients: [
        {
          id: "web",
          ...client,
          grantTypes: ["authorization_code", "refresh_token"],
          redirectUris: ["http://localhost:1/callback"],
        },
        { id: "service", ...client, grantTypes: ["client_credentials"], introspects: [JWT, OPAQUE] },
      ],
      hooks,
    },
    storage: "memory",
    onRefusal: (explanation) => void explanations.push(explanation),
  });
  await candor.listen();
  await candor.users.add({ username: "root", password: "open-the-console", role: "operator" });
  await candor.users.add({ username: "former", password: "open-the-console" });
  const scope = "openid email offline_access read_jwt";
  web = new Application(issuer, { id: "web", secret: SECRET, redirectUri: "http://localhost:1/callback", scope });
  service = new Application(issuer, { id: "service", secret: SECRET });
});
afterAll(() => candor?.close());
beforeEach(() => {
  for (const place of Object.keys(trouble)) delete trouble[place as Place];
  asked.length = 0;
  explanations.length = 0;
  extra = () => undefined;
  delete ada.disabled;
});

const person = () => new Person(issuer, "ada", PASSWORD);
const machine = (scope: string) => service.token({ grant_type: "client_credentials", scope });
const userinfo = async (token: string): Promise<Answer> =>
  answerOf(issuer, await fetch(`${issuer}/userinfo`, { headers: { authorization: `Bearer ${token}` } }));

describe("claims of a hook", () => {
  it("arrive in the ID token, the JWT access token, its introspection and userinfo, each asked for by itself", async () => {
    extra = ({ for: place, api, client, user }) => ({
      place,
      api,
      by: client.id,
      team: user?.claims.team,
      email: "new",
    });
    const tokens = await web.tokens(person());
    const [access, id] = [decodeJwt(tokens.access_token), decodeJwt(tokens.id_token)];
    expect(access).toMatchObject({ place: "access_token", api: JWT, by: "web", team: "engines", sub: "directory-7" });
    expect(id).toMatchObject({ place: "id_token", by: "web", team: "engines", email: "new", aud: "web" });
    expect(id.api).toBeUndefined();
    const introspected = (await service.introspect(tokens.access_token)).body;
    expect(introspected).toMatchObject({ active: true, client_id: "web", place: "access_token", team: "engines" });
    expect((await userinfo(tokens.access_token)).body).toEqual({
      sub: "directory-7",
      place: "userinfo",
      by: "web",
      team: "engines",
      email: "new",
    });
    const [first] = asked;
    expect(first).toMatchObject({
      for: "access_token",
      client: { id: "web", name: "web" },
      user: { subject: "directory-7", username: "ada" },
      scopes: ["openid", "email", "offline_access", "read_jwt"],
      grantType: "authorization_code",
      authTime: expect.any(Number),
    });
    await web.refresh(tokens.refresh_token);
    expect(asked.at(-1)).toMatchObject({ grantType: "refresh_token" });
  });

  it("of an opaque token come from introspection, as they were when it was issued", async () => {
    extra = ({ user }) => ({ plan: "gold", user: user === undefined });
    const { access_token } = tokensOf(await machine("read_opaque"));
    extra = () => ({ plan: "none" });
    asked.length = 0;
    expect((await service.introspect(access_token)).body).toMatchObject({
      active: true,
      sub: "service",
      plan: "gold",
      user: true,
    });
    expect(asked).toEqual([]);
    expect(decodeJwt(tokensOf(await machine("read_jwt")).access_token)).toMatchObject({ plan: "none", sub: "service" });
  });

  it("can't be changed by the hook's own copy of the user", async () => {
    extra = ({ user }) => {
      if (user !== undefined) Object.assign(user.claims, { email: "changed" });
      return {};
    };
    const { access_token } = await web.tokens(person());
    await userinfo(access_token);
    expect((await userinfo(access_token)).body).toEqual({ sub: "directory-7", email: "ada@example.com" });
  });
});

describe("your own user store", () => {
  it("leaves operators in the built-in store, and doesn't let its other users in", async () => {
    for (const [name, status] of [
      ["root", 303],
      ["former", 401],
    ] as const) {
      const operator = new Person(issuer, name, "open-the-console");
      const end = await operator.walk(`${issuer}/sign-in`);
      expect("status" in end ? end.status : 303).toBe(status);
    }
  });

  it("can't make anybody an operator", async () => {
    const root = await candor.users.find("root");
    trouble.findByUsername = () => ({ ...ada, subject: root?.subject, role: "operator" });
    const page = await person().page(`${issuer}/sign-in`);
    expect(page.status).toBe(500);
    await expect.poll(() => explanations.at(-1)?.code).toBe("server/hook-result-invalid");
    trouble.findByUsername = () => ({ ...ada, role: "operator" });
    const browser = person();
    await browser.signIn();
    const refused = await machine("nothing");
    const ref = new URL(String(refused.body.error_uri)).searchParams.get("ref");
    expect((await browser.browse(`${issuer}/refusals/${ref}`)).status).toBe(404);
  });

  it("ends everything of a user for as long as the user is disabled", async () => {
    const browser = person();
    const tokens = await web.tokens(browser);
    ada.disabled = true;
    expect((await service.introspect(tokens.access_token)).body).toEqual({ active: false });
    expect((await userinfo(tokens.access_token)).status).toBe(401);
    expect((await web.refresh(tokens.refresh_token)).body).toMatchObject({ error: "invalid_grant" });
    expect((await browser.page(web.begin().url)).status).toBe(401);
    delete ada.disabled;
    expect((await service.introspect(tokens.access_token)).body).toMatchObject({ active: true });
  });
});

const SECRETS = ["Rex", "hunter2-of-the-hook", SECRET];

/** Ways to fail, and what they are refused as. */
const FAILURES: readonly (readonly [how: string, run: () => unknown, code: string, error: string, status: number])[] = [
  [
    "throws",
    () => {
      throw new Error(`no: client_secret=hunter2-of-the-hook ${PASSWORD}`);
    },
    "server/hook-failed",
    "server_error",
    500,
  ],
  ["rejects", () => Promise.reject("down"), "server/hook-failed", "server_error", 500],
  ["hangs", () => new Promise(() => undefined), "server/hook-timed-out", "temporarily_unavailable", 503],
  ["returns nonsense", () => "nonsense", "server/hook-result-invalid", "server_error", 500],
  [
    "returns too much",
    () => ({ ...ada, claims: { a: "x".repeat(1e6) } }),
    "server/hook-result-invalid",
    "server_error",
    500,
  ],
];

function check(answer: Pick<Answer, "status" | "headers" | "text" | "body">, failure: (typeof FAILURES)[number]): void {
  const [, , code, error, status] = failure;
  expect([answer.status, answer.body.error]).toEqual([status, error]);
  expect(answer.body.error_uri).toContain(`/errors/${code}?ref=`);
  expect(answer.headers.get("retry-after")).toBe(status === 503 ? "5" : null);
  for (const secret of [...SECRETS, "down", "nonsense", "claims", "users."]) expect(answer.text).not.toContain(secret);
}

describe.each(FAILURES.map((failure) => [failure[0], failure] as const))("a hook that %s", (how, failure) => {
  const [, fail, code] = failure;
  const during = async <T>(place: Place, run: () => Promise<T>): Promise<T> => {
    trouble[place] = fail;
    try {
      return await run();
    } finally {
      delete trouble[place];
    }
  };
  /** What the operator sees. */
  const seen = async (hook: string): Promise<void> => {
    const found = () =>
      explanations.find((one) => one.code === code && one.evidence.some(({ value }) => value === hook));
    await expect.poll(found).toBeDefined();
    const explanation = found();
    expect(explanation?.fault).toContain(`${hook}: `);
    if (how === "throws" && hook === "claims") expect(explanation?.fault).toContain("Error: no: client_secret=***");
    const failed = explanation?.trace.find(({ result }) => result === "failed");
    expect(failed?.asks).toBe("Did the operator's hooks do their part?");
  };

  it("for claims stops the token of a client", async () => {
    for (const scope of ["read_jwt", "read_opaque"]) check(await during("claims", () => machine(scope)), failure);
    await seen("claims");
    expect((await machine("read_jwt")).status).toBe(200);
  });

  it("for claims uses no code, refresh token and access token up", async () => {
    const { code: text, verifier } = await web.code(person());
    check(await during("claims", () => web.redeem(text, verifier)), failure);
    const tokens = tokensOf(await web.redeem(text, verifier));
    check(await during("claims", () => web.refresh(tokens.refresh_token)), failure);
    expect((await web.refresh(tokens.refresh_token)).status).toBe(200);
    check(await during("claims", () => userinfo(tokens.access_token)), failure);
    expect((await userinfo(tokens.access_token)).status).toBe(200);
  });

  it("for users stops every use of a token without consuming it", async () => {
    const { code: text, verifier } = await web.code(person());
    check(await during("find", () => web.redeem(text, verifier)), failure);
    const tokens = tokensOf(await web.redeem(text, verifier));
    check(await during("find", () => service.introspect(tokens.access_token)), failure);
    check(await during("find", () => userinfo(tokens.access_token)), failure);
    check(await during("find", () => web.refresh(tokens.refresh_token)), failure);
    await seen("users.find");
    expect((await web.refresh(tokens.refresh_token)).status).toBe(200);
  });

  it("for users doesn't keep a token from being revoked", async () => {
    const tokens = await web.tokens(person());
    expect((await during("find", () => web.revoke(tokens.access_token))).status).toBe(200);
    expect((await service.introspect(tokens.access_token)).body).toEqual({ active: false });
    expect((await during("find", () => web.revoke(tokens.refresh_token))).status).toBe(200);
  });

  it("for users sends the error of a signed-in user's request to the application", async () => {
    const browser = person();
    await web.tokens(browser);
    const to = await during("find", () => browser.sentTo(web.begin().url));
    expect(to.searchParams.get("error")).toBe(failure[3]);
    expect(to.searchParams.get("error_uri")).toContain(code);
    expect(to.searchParams.get("code")).toBe(null);
    expect((await browser.sentTo(web.begin().url)).searchParams.get("code")).toMatch(/^candor_code_/);
  });

  it.each(["findByUsername", "verify"] as const)("for users stops the sign-in, in users.%s", async (place) => {
    const browser = person();
    const page = await during(place, () => browser.page(web.begin().url));
    expect(page.status).toBe(failure[4]);
    for (const secret of [...SECRETS, "users."]) expect(page.html).not.toContain(secret);
    await seen(`users.${place}`);
    for (const secret of SECRETS) expect(JSON.stringify(explanations)).not.toContain(secret);
    expect((await browser.sentTo(web.begin().url)).searchParams.get("code")).toMatch(/^candor_code_/);
  });
});

describe("a hook may not", () => {
  it.each(["iss", "sub", "aud", "exp", "client_id", "scope", "jti", "nonce", "at_hash", "cnf", "active", "token_type"])(
    "set %s",
    async (name) => {
      extra = () => ({ [name]: "mine" });
      const answer = await machine("read_jwt");
      expect(answer.body.error_uri).toContain("server/hook-result-invalid");
      expect(answer.text).not.toContain("mine");
    },
  );

  it.each<[what: string, user: unknown]>([
    ["a user with another subject", { ...ada, subject: "somebody-else" }],
    ["a user without a subject", { username: "ada" }],
    ["a subject with a space", { ...ada, subject: "a b" }],
    ["a user whose email is a number", { ...ada, claims: { email: 42 } }],
    ["a user who is disabled by a text", { ...ada, disabled: "no" }],
    ["a user whose end is no time", { ...ada, endedAt: Number.NaN }],
    ["a user who can't be read", new Proxy({}, { get: (_, name) => (name === "then" ? undefined : JSON.parse("")) })],
    ["a list", []],
    ["true", true],
  ])("find %s", async (_, user) => {
    const tokens = await web.tokens(person());
    trouble.find = () => user;
    const answer = await web.refresh(tokens.refresh_token);
    expect(answer.body.error_uri).toContain("server/hook-result-invalid");
    expect(answer.status).toBe(500);
  });

  it("let a user in by a result that is only nearly true", async () => {
    for (const result of ["true", 1, {}, [true]]) {
      trouble.verify = () => result;
      expect((await person().page(`${issuer}/sign-in`)).status).toBe(500);
    }
  });
});

it("events come in order, typed, without secrets", async () => {
  const stream = candor.events();
  const browser = person();
  const { code: text, verifier } = await web.code(browser, { prompt: "consent" });
  const tokens = tokensOf(await web.redeem(text, verifier));
  await web.redeem(text, verifier);
  await machine("nothing");
  const own = tokensOf(await machine("read_opaque"));
  await service.revoke(own.access_token);
  await candor.users.add({ username: "eve", password: "another-long-password", role: "operator" });
  await candor.users.disable("eve");
  const [form] = formsOf(await pageOf(issuer, await browser.browse(`${issuer}/sign-out`)));
  await browser.post(`${issuer}/sign-out`, form?.fields ?? {});
  const read: CandorEvent[] = [];
  for await (const event of stream) {
    read.push(event);
    if (event.type === "signed-out") break;
  }
  const subject = (await candor.users.find("eve"))?.subject;
  expect(read).toMatchObject([
    { type: "signed-in", subject: ada.subject },
    { type: "changed", what: "consent", change: "added", client: "web", subject: ada.subject },
    { type: "granted", endpoint: "authorization", client: "web" },
    { type: "granted", endpoint: "token", client: "web", grantType: "authorization_code", subject: ada.subject },
    { type: "changed", what: "grant", change: "revoked", client: "web", subject: ada.subject },
    { type: "refused", code: "code/already-used", endpoint: "token", client: "web", ref: expect.any(String) },
    { type: "refused", code: "scope/unknown", endpoint: "token", client: "service" },
    { type: "granted", endpoint: "token", client: "service", grantType: "client_credentials", subject: undefined },
    { type: "changed", what: "access-token", change: "revoked", client: "service" },
    { type: "changed", what: "user", change: "added", subject },
    { type: "changed", what: "user", change: "disabled", subject },
    { type: "signed-out", subject: ada.subject },
  ]);
  const { access_token, refresh_token, id_token } = tokens;
  for (const secret of [text, verifier, PASSWORD, SECRET, access_token, refresh_token, id_token, own.access_token])
    expect(JSON.stringify(read)).not.toContain(secret);
});

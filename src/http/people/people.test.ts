/** The pages that users meet on their way, and what their forms may bring about. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fillWaitingRoom } from "../../../test/catalogue/waiting.ts";
import { AUTHORIZE, encode, type Form, ISSUER, openWorld, type World } from "../../../test/catalogue/world.ts";
import { StorageUnavailable } from "../../ports/storage.ts";
import { findSession } from "../../service/sessions.ts";

let world: World;
let failing = false;
beforeAll(async () => {
  world = await openWorld({
    clients: [
      {
        id: "app",
        applicationType: "native",
        authMethods: ["none"],
        grantTypes: ["authorization_code"],
        redirectUris: ["com.example.app:/cb"],
        scopes: ["openid"],
      },
    ],
    storage: (storage) => ({
      ...storage,
      sessions: {
        ...storage.sessions,
        find: async (id) => {
          if (failing) throw new StorageUnavailable("busy", "locked");
          return storage.sessions.find(id);
        },
      },
    }),
  });
});
afterAll(() => world.close());
beforeEach(() => {
  failing = false;
  world.clock.now += 86_400_000;
});

const ADA = { username: "ada", password: "correct-horse-battery" };
const GRACE = { username: "grace", password: "staple-battery-horse" };
const ASKS = { ...AUTHORIZE, prompt: "consent" };

/** A browser with its cookies, and the fields of the form that it was shown last. */
class Tab {
  readonly cookies = new Map<string, string>();
  fields: Record<string, string> = {};
  text = "";

  async visit(path: string): Promise<Response> {
    return this.#take(await world.send(path, { headers: this.#headers() }));
  }

  /** Posts the form that was shown, with these fields beside or instead. */
  async post(path: string, fields: Form = {}, headers: Record<string, string> = {}): Promise<Response> {
    return this.#take(
      await world.form(path, { ...this.fields, ...fields }, { ...this.#headers(), origin: ISSUER, ...headers }),
    );
  }

  async signIn(who: Form = ADA): Promise<this> {
    await this.visit("/sign-in");
    expect((await this.post("/sign-in", who)).status).toBe(303);
    return this;
  }

  session = (): Promise<unknown> => findSession(world.deps, this.cookie("session"), world.clock.now);
  cookie = (name: string): string | undefined => [...this.cookies].find(([key]) => key.includes(`candor-${name}`))?.[1];

  #headers(): Record<string, string> {
    return { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ") };
  }

  async #take(response: Response): Promise<Response> {
    for (const cookie of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (cookie.split(";", 1)[0] ?? "").split("=");
      this.cookies.set(name, value);
    }
    this.text = await response.text();
    const inputs = [...this.text.matchAll(/<input[^>]*\bname="([^"]+)"[^>]*>/g)];
    const fields = inputs.map(([input, name]) => [name, /\bvalue="([^"]*)"/.exec(input)?.[1] ?? ""]);
    if (inputs.length > 0)
      this.fields = Object.fromEntries(fields.map(([name, value]) => [name, value?.replaceAll("&amp;", "&")]));
    return response;
  }
}

const to = (response: Response): string => response.headers.get("location") ?? `none, ${response.status}`;
const codeIn = (response: Response): string | null => new URL(to(response), ISSUER).searchParams.get("code");
const errorIn = (response: Response): string | null => new URL(to(response), ISSUER).searchParams.get("error");
const last = (): string | undefined => world.journal.at(-1)?.refusal.refused;

describe("the sign-in form", () => {
  it("goes back to the request that it carries, which is then granted for this user", async () => {
    const tab = new Tab();
    expect((await tab.visit(`/authorize?${encode(ASKS)}`)).status).toBe(200);
    const signedIn = await tab.post("/sign-in", ADA);
    expect([signedIn.status, signedIn.headers.get("cache-control")]).toEqual([303, "no-store"]);
    expect(to(signedIn)).toMatch(/^https:\/\/id\.example\/authorize\?/);
    expect((await tab.visit(to(signedIn))).status).toBe(200);
    expect(codeIn(await tab.post("/consent", { answer: "allow" }))).toMatch(/^candor_code_/);
  });

  it("without a request goes to the root", async () => {
    const tab = new Tab();
    await tab.visit("/sign-in");
    expect(to(await tab.post("/sign-in", ADA))).toBe(`${ISSUER}/`);
    expect(await tab.session()).toMatchObject({ account: { username: "ada" } });
    const line = world.written.findLast((one) => one.includes('"signed in"'));
    expect(line).toMatch(/demo-ada.*303|303.*demo-ada/);
  });

  it("with nothing in it is refused as a wrong password is", async () => {
    const tab = new Tab();
    await tab.visit("/sign-in");
    expect((await tab.post("/sign-in", { username: undefined, password: undefined })).status).toBe(401);
    expect(last()).toBe("user/credentials-wrong");
  });

  it("is shown again if its request would be refused", async () => {
    const tab = new Tab();
    await tab.visit("/sign-in");
    const request = encode({ ...AUTHORIZE, scope: "nothing.of.the.sort" });
    const response = await tab.post("/sign-in", { ...ADA, password: "wrong", request });
    expect([response.status, tab.fields.request]).toEqual([401, request]);
  });

  it("with a reference leads to that refusal, and with an invalid one to the root", async () => {
    for (const [ref, where] of [
      ["0123456789ab", "/refusals/0123456789ab"],
      ["//evil.test", "/"],
    ]) {
      const tab = new Tab();
      await tab.visit(`/sign-in?ref=${ref}`);
      expect(tab.fields.ref).toBe(where === "/" ? undefined : ref);
      expect(to(await tab.post("/sign-in", { ...ADA, ref }))).toBe(`${ISSUER}${where}`);
    }
  });

  it("starts a new session and ends the old one, so nobody can have planted it", async () => {
    const tab = await new Tab().signIn();
    const former = tab.cookie("session");
    await tab.signIn(GRACE);
    expect(tab.cookie("session")).not.toBe(former);
    expect(await tab.session()).toMatchObject({ account: { username: "grace" } });
    expect(await findSession(world.deps, former, world.clock.now)).toBeUndefined();
  });

  it("with a wrong password is shown again with what it carried, and there is no session", async () => {
    const tab = new Tab();
    await tab.visit(`/authorize?${encode(ASKS)}`);
    const { request } = tab.fields;
    const response = await tab.post("/sign-in", { ...ADA, password: "wrong" });
    expect([response.status, last()]).toEqual([401, "user/credentials-wrong"]);
    expect(tab.fields).toMatchObject({ request, username: "ada" });
    expect(tab.text).toContain("Demo web application");
    expect(tab.text).not.toContain("correct-horse");
    expect(await tab.session()).toBeUndefined();
    expect(to(await tab.post("/sign-in", ADA))).toMatch(/\/authorize\?/);
  });

  it("says how long to wait after too many guesses, or if the queue is full", async () => {
    const tab = new Tab();
    await tab.visit("/sign-in");
    for (let n = 0; n < 5; n++) await tab.post("/sign-in", { ...ADA, password: "wrong" });
    const throttled = await tab.post("/sign-in", ADA);
    expect([throttled.status, throttled.headers.get("retry-after"), last()]).toEqual([429, "5", "user/throttled"]);
    world.clock.now += 86_400_000;
    const release = await fillWaitingRoom(world.deps);
    const full = await tab.post("/sign-in", ADA);
    await release();
    expect([full.status, full.headers.get("retry-after"), last()]).toEqual([503, "5", "user/queue-full"]);
    expect(await tab.session()).toBeUndefined();
  });

  it("that carries a request which is not to be trusted shows why, and goes nowhere", async () => {
    const tab = new Tab();
    await tab.visit("/sign-in");
    const request = encode({ ...AUTHORIZE, redirect_uri: "https://evil.test/" });
    const wrong = await tab.post("/sign-in", { ...ADA, password: "wrong", request });
    expect([wrong.status, last()]).toEqual([400, "redirect-uri/unregistered"]);
    await tab.visit("/sign-in");
    const right = await tab.post("/sign-in", { ...ADA, request });
    expect([right.status, right.headers.get("location")]).toEqual([400, null]);
    expect(world.journal.at(-1)).toMatchObject({ endpoint: "sign-in" });
  });

  it("for which another user is expected tells the application so, instead of asking for ever", async () => {
    const claims = { iss: ISSUER, aud: "demo-web", sub: "demo-grace", iat: 1, exp: 2 };
    const hint = world.deps.keys.sign("RS256", undefined, claims);
    const tab = new Tab();
    await tab.visit(`/authorize?${encode({ ...AUTHORIZE, id_token_hint: hint })}`);
    const response = await tab.post("/sign-in", ADA);
    expect([errorIn(response), last()]).toEqual(["login_required", "user/hint-mismatch"]);
  });

  it("is not ours where the token, the cookie or the origin is another's: nobody is signed in by it", async () => {
    const tab = new Tab();
    await tab.visit("/sign-in");
    const stale = await tab.post("/sign-in", { ...ADA, csrf: "x", request: encode(AUTHORIZE) });
    expect([stale.status, last()]).toEqual([200, "user/form-stale"]);
    expect(tab.text).toContain('role="alert"');
    expect(tab.fields).toMatchObject({ username: "ada", request: expect.stringContaining("client_id=demo-web") });
    const foreign = await tab.post("/sign-in", ADA, { origin: "https://evil.test" });
    expect([foreign.status, last()]).toEqual([403, "user/form-foreign"]);
    expect(await tab.session()).toBeUndefined();
    const bare = new Tab();
    bare.fields = tab.fields;
    expect((await bare.post("/sign-in", ADA)).headers.get("location")).toBeNull();
    expect([last(), await bare.session()]).toEqual(["user/form-cookie-absent", undefined]);
  });
});

describe("the consent form", () => {
  async function asked(request: Form = ASKS): Promise<Tab> {
    const tab = await new Tab().signIn();
    expect((await tab.visit(`/authorize?${encode(request)}`)).status).toBe(200);
    return tab;
  }

  it("shows who asks for what, whose consent it is, and where it leads", async () => {
    const tab = await asked();
    for (const shown of ["Demo web application", "ada", "Read your profile in the demo API", "id.example"])
      expect(tab.text).toContain(shown);
    expect(tab.text).toMatch(/>id\.example<\/bdi>/);
    expect(tab.text).toMatch(/href="\/authorize\?[^"]*prompt=select_account/);
  });

  it("shows the scheme of an application's own, where its URL has no host", async () => {
    const tab = await asked({ ...ASKS, client_id: "app", redirect_uri: "com.example.app:/cb", scope: "openid" });
    expect(tab.text).toMatch(/>com\.example\.app:<\/bdi>/);
  });

  it("grants what is allowed, and sends nothing if access is denied", async () => {
    const allowed = await asked();
    const response = await allowed.post("/consent", { answer: "allow" });
    expect(world.written.at(-1)).toMatch(/demo-web.*"granted"/);
    expect([response.status, codeIn(response)]).toEqual([303, expect.stringMatching(/^candor_code_/)]);
    const denied = await asked();
    expect(errorIn(await denied.post("/consent", { answer: "deny" }))).toBe("access_denied");
    expect(last()).toBe("user/denied");
  });

  it.each(["", "yes", "ALLOW"])("with the response %j grants nothing", async (answer) => {
    const tab = await asked();
    const response = await tab.post("/consent", { answer });
    expect([response.status, last()]).toEqual([400, "request/parameter-invalid"]);
    expect(response.headers.get("location")).toBeNull();
  });

  it("is valid only for the request that was shown", async () => {
    const tab = await asked({ ...ASKS, scope: "openid" });
    const other = await tab.post("/consent", { answer: "allow", request: encode(AUTHORIZE) });
    expect([other.status, codeIn(other), last()]).toEqual([200, null, "user/form-stale"]);
  });

  it("that is stale asks again, whatever was allowed in the meantime", async () => {
    await world.deps.storage.consents.add("demo-ada", "demo-web", AUTHORIZE.scope.split(" "), world.clock.now);
    const tab = await asked();
    const stale = await tab.post("/consent", { answer: "allow", csrf: "x", request: encode(AUTHORIZE) });
    expect([stale.status, codeIn(stale), last()]).toEqual([200, null, "user/form-stale"]);
    expect(tab.text).toContain('role="alert"');
    expect(codeIn(await tab.post("/consent", { answer: "allow" }))).toMatch(/^candor_code_/);
  });

  it("of a user who has signed out asks to sign in and grants nothing", async () => {
    const tab = await asked();
    const [session] = [...tab.cookies.keys()].filter((name) => name.includes("candor-session"));
    tab.cookies.delete(session ?? "");
    const response = await tab.post("/consent", { answer: "allow" });
    expect([response.status, response.headers.get("location"), last()]).toEqual([200, null, "user/form-stale"]);
    expect(tab.text).toContain('name="password"');
    expect(tab.text).toContain('role="alert"');
  });

  it("of another user's session grants nothing in its name", async () => {
    const tab = await asked();
    const { fields } = tab;
    await tab.signIn(GRACE);
    const response = await tab.post("/consent", { ...fields, answer: "allow" });
    expect([response.status, codeIn(response), last()]).toEqual([200, null, "user/form-stale"]);
  });

  it("from elsewhere, or without a request, is a page that leads nowhere", async () => {
    const tab = await asked();
    const foreign = await tab.post("/consent", { answer: "allow" }, { origin: "https://evil.test" });
    expect([foreign.status, foreign.headers.get("location"), last()]).toEqual([403, null, "user/form-foreign"]);
    const empty = await tab.post("/consent", { answer: "allow", request: "" });
    expect([empty.status, empty.headers.get("location"), last()]).toEqual([403, null, "user/form-stale"]);
    // Where the browser does not say that our own page sent it, its request is not carried on.
    const unsaid = await tab.post("/consent", { answer: "allow", csrf: "x", request: encode(ASKS) }, { origin: "" });
    expect([unsaid.status, unsaid.headers.get("location")]).toEqual([403, null]);
  });

  it("without a session is refused, although the token fits a page without a session", async () => {
    const tab = new Tab();
    await tab.visit("/sign-in");
    const response = await tab.post("/consent", { answer: "allow" });
    expect([response.status, last()]).toEqual([403, "user/form-stale"]);
  });

  it("says in the journal what was asked, and in the log who consented", async () => {
    const consents = () => world.written.filter((line) => line.includes('"consented"')).length;
    const before = consents();
    const tab = await asked();
    await tab.post("/consent", { answer: "yes" });
    expect(world.journal.at(-1)?.on).toMatchObject({ decision: "consent", ours: true, answered: false });
    await tab.post("/consent", { answer: "allow", csrf: "x" });
    expect(world.journal.at(-1)?.on).toMatchObject({ decision: "consent", ours: false, answered: true });
    await (await asked()).post("/consent", { answer: "deny" });
    expect(consents()).toBe(before);
    await (await asked()).post("/consent", { answer: "allow" });
    expect(consents()).toBe(before + 1);
  });

  it("where storage does not work tells the application that was trusted, and nobody else", async () => {
    const tab = await asked();
    failing = true;
    const response = await tab.post("/consent", { answer: "allow" });
    expect(errorIn(response)).toBe("temporarily_unavailable");
    const evil = encode({ ...AUTHORIZE, redirect_uri: "https://evil.test/" });
    expect((await tab.post("/consent", { answer: "allow", request: evil })).headers.get("location")).toBeNull();
    const empty = await tab.post("/consent", { answer: "allow", request: "" });
    expect([empty.status, empty.headers.get("location")]).toEqual([503, null]);
    const headers = { ...(await world.signedIn("ada")), "content-type": "application/x-www-form-urlencoded" };
    expect((await world.send("/consent", { method: "POST", body: "request=%zz", headers })).status).toBe(503);
  });
});

describe("the authorization endpoint", () => {
  const post = (form: Form, headers: Record<string, string> = {}) => world.form("/authorize", form, headers);

  it("by POST for nobody becomes a GET, with which the Lax cookie comes", async () => {
    const asked = await post({ ...AUTHORIZE, state: "a b" });
    expect([asked.status, to(asked)]).toEqual([303, expect.stringMatching(/^https:\/\/id\.example\/authorize\?/)]);
    expect(Object.fromEntries(new URL(to(asked)).searchParams)).toEqual({ ...AUTHORIZE, state: "a b" });
    const silent = await post({ ...AUTHORIZE, prompt: "none" });
    expect(new URL(to(silent)).pathname).toBe("/authorize");
  });

  it("by POST for somebody who is signed in responds at once", async () => {
    await world.deps.storage.consents.add("demo-ada", "demo-web", AUTHORIZE.scope.split(" "), world.clock.now);
    const ada = await world.signedIn("ada");
    expect(codeIn(await post(AUTHORIZE, ada))).toMatch(/^candor_code_/);
    expect((await post(ASKS, ada)).status).toBe(200);
    const grace = await world.signedIn("grace");
    expect(errorIn(await post({ ...AUTHORIZE, scope: "openid email", prompt: "none" }, grace))).toBe(
      "consent_required",
    );
    // Too old a sign-in is not mended by another GET.
    world.clock.now += 60_000;
    expect(errorIn(await post({ ...AUTHORIZE, prompt: "none", max_age: "1" }, ada))).toBe("login_required");
  });

  it("by POST responds at once if it is refused for another cause", async () => {
    expect(errorIn(await post({ ...AUTHORIZE, scope: "nothing.of.the.sort" }))).toBe("invalid_scope");
    const untrusted = await post({ ...AUTHORIZE, redirect_uri: "https://evil.test/" });
    expect([untrusted.status, untrusted.headers.get("location")]).toEqual([400, null]);
  });

  it("where storage does not work tells the application so", async () => {
    failing = true;
    const response = await world.send(`/authorize?${encode(AUTHORIZE)}`, { headers: await world.signedIn("ada") });
    expect([errorIn(response), last()]).toEqual(["temporarily_unavailable", "server/storage-unavailable"]);
  });

  it("shows a name of 256 characters from login_hint and no more", async () => {
    const tab = new Tab();
    await tab.visit(`/authorize?${encode({ ...AUTHORIZE, login_hint: "n".repeat(300) })}`);
    expect(tab.fields.username).toBe("n".repeat(256));
  });

  it("lets a page's form lead anywhere only if there is a request to return to", async () => {
    const policy = async (path: string) =>
      (await world.send(path)).headers.get("content-security-policy")?.match(/form-action[^;]*/)?.[0];
    expect(await policy("/sign-in")).toBe("form-action 'self'");
    expect(await policy(`/authorize?${encode(ASKS)}`)).not.toBe("form-action 'self'");
  });
});

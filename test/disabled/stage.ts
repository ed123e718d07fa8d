/** A small world in which everything can be disabled or deleted after it was used, and put back. */

import { openKeys } from "../../src/adapters/keys/keys.ts";
import { memoryStorage } from "../../src/adapters/memory/storage.ts";
import { configuredRegistry } from "../../src/adapters/registry/configured.ts";
import { catalogueFrom } from "../../src/configuration/catalogue.ts";
import { checkConfig } from "../../src/configuration/check.ts";
import { clientsFrom } from "../../src/configuration/load.ts";
import type { Config } from "../../src/configuration/schema.ts";
import { demoConfig } from "../../src/demo/world.ts";
import type { Account, Storage } from "../../src/ports/storage.ts";
import { basic, CHALLENGE, VERIFIER } from "../catalogue/samples.ts";
import { encode, ISSUER, openWorld, type World } from "../catalogue/world.ts";

export const OPAQUE = `${ISSUER}/opaque`;
const SECRET = "the secret of the application, long enough";
const asApp = { authorization: basic(`app:${SECRET}`) };
const asApi = { authorization: basic(`api:${SECRET}`) };
const CALLBACK = `${ISSUER}/app/callback`;

/** Another configuration, as after a restart. */
export type Change = (config: Config) => Config;

type Client = (typeof CLIENTS)[number];

/** What the application and its user have before anything is taken away. */
export interface Belongings {
  readonly session: string;
  readonly form: { readonly csrf: string; readonly cookie: string };
  readonly consent: { readonly csrf: string; readonly request: string; readonly cookie: string };
  readonly code: string;
  readonly jwt: string;
  readonly opaque: string;
  readonly refresh: string;
  readonly idToken: string;
  /** Of a refusal of the application. */
  readonly ref: string;
  readonly grantIds: readonly number[];
}

const CLIENTS: NonNullable<Config["clients"]> = [
  {
    id: "app",
    owner: "grace",
    secrets: [{ value: SECRET }],
    grantTypes: ["authorization_code", "refresh_token", "client_credentials"],
    redirectUris: [CALLBACK],
    postLogoutRedirectUris: [`${ISSUER}/app`],
    scopes: ["openid", "profile", "email", "offline_access", "read_profile", "write_multipass", "read_opaque"],
  },
  { id: "api", secrets: [{ value: SECRET }], grantTypes: ["client_credentials"], introspects: [OPAQUE] },
];

export class Stage {
  readonly world: World;
  readonly #storage: Storage;
  readonly #config: Config;
  #disabled = new Set<string>();
  #deleted = new Set<string>();
  /** The first ones, where they have been replaced. */
  #keys: Stage["world"]["deps"]["keys"] | undefined;

  private constructor(world: World, storage: Storage, config: Config) {
    this.world = world;
    this.#storage = storage;
    this.#config = config;
  }

  static async open(): Promise<Stage> {
    const config: Partial<Config> = {
      apis: [{ resource: OPAQUE, name: "Opaque", tokens: "opaque" }],
      scopes: [{ name: "read_opaque", description: "Read what is opaque", api: OPAQUE }],
    };
    let stage: Stage | undefined;
    const seen = (account: Account | undefined) => (stage === undefined ? account : stage.#accountAsItIs(account));
    let kept: Storage = memoryStorage();
    const world = await openWorld({
      config,
      clients: CLIENTS,
      storage: (storage) => {
        kept = storage;
        const people = {
          ...storage.people,
          find: async (subject: string) => seen(await storage.people.find(subject)),
          findByUsername: async (name: string) => seen(await storage.people.findByUsername(name)),
        };
        return { ...storage, people };
      },
    });
    const demo = demoConfig({ issuer: ISSUER });
    const whole = {
      ...demo,
      clients: [...(demo.clients ?? []), ...CLIENTS],
      apis: [...(demo.apis ?? []), ...(config.apis ?? [])],
      scopes: [...(demo.scopes ?? []), ...(config.scopes ?? [])],
    };
    stage = new Stage(world, kept, whole);
    return stage;
  }

  #accountAsItIs(account: Account | undefined): Account | undefined {
    if (account === undefined || this.#deleted.has(account.username)) return undefined;
    return { ...account, disabled: this.#disabled.has(account.username) };
  }

  /** Everything as in the beginning, a day later. */
  reset(): void {
    this.#disabled = new Set();
    this.#deleted = new Set();
    this.configure((config) => config);
    if (this.#keys !== undefined) Object.assign(this.world.deps, { keys: this.#keys });
    this.world.clock.now += 86_400_000;
  }

  disable(username: string): void {
    this.#disabled.add(username);
  }

  delete(username: string): void {
    this.#deleted.add(username);
  }

  /** Starts again with another configuration: what is stored stays. */
  configure(change: Change): void {
    const checked = checkConfig(change(this.#config), {});
    const registries = configuredRegistry({
      settings: this.world.deps.registry.settings,
      catalogue: catalogueFrom(checked),
      clients: clientsFrom(checked, {}),
    });
    Object.assign(this.world.deps, { registries });
  }

  client(id: string, change: (client: Client) => object | undefined): void {
    this.configure((config) => ({
      ...config,
      clients: (config.clients ?? []).flatMap((client) => {
        if (client.id !== id) return [client];
        const changed = change(client);
        return changed === undefined ? [] : [{ ...client, ...changed } as Client];
      }),
    }));
  }

  /** Starts again with other keys to sign and tag with, as after they were deleted. */
  async newKeys(): Promise<void> {
    this.#keys ??= this.world.deps.keys;
    Object.assign(this.world.deps, { keys: await openKeys(memoryStorage().keys, undefined, this.world.clock.now) });
  }

  async endSession({ session }: Belongings): Promise<void> {
    const id = Number.parseInt(/candor-session-[0-9a-f]{8}=([0-9a-z]+)\./.exec(session)?.[1] ?? "", 36);
    await this.#storage.sessions.end(id, this.world.clock.now);
  }

  async revoke({ grantIds }: Belongings): Promise<void> {
    for (const id of grantIds) await this.#storage.grants.revoke(id, this.world.clock.now, "an operator did");
  }

  /** Signs ada in and gets everything that there is to be had. */
  async equip(): Promise<Belongings> {
    const { world } = this;
    const session = (await world.signedIn("ada")).cookie ?? "";
    const form = await this.#page("/sign-in");
    const consent = await this.#page(`/authorize?${this.#request("openid email", { prompt: "consent" })}`, session);
    const grantIds: number[] = [];
    const tokens = async (scope: string): Promise<Record<string, string>> => {
      const code = await this.#code(scope, session);
      grantIds.push(await this.#storage.lastId());
      return this.#redeem(code);
    };
    const jwt = await tokens("openid email offline_access read_profile");
    const opaque = await tokens("openid read_opaque");
    await world.form("/token", { grant_type: "client_credentials", scope: "nonsense" }, asApp);
    const code = await this.#code("openid read_profile", session);
    grantIds.push(await this.#storage.lastId());
    return {
      session,
      form: { csrf: form.csrf, cookie: form.cookie },
      consent,
      code,
      jwt: jwt.access_token ?? "",
      opaque: opaque.access_token ?? "",
      refresh: jwt.refresh_token ?? "",
      idToken: jwt.id_token ?? "",
      ref: world.journal.at(-1)?.ref ?? "",
      grantIds,
    };
  }

  #request(scope: string, more: Record<string, string> = {}): string {
    const challenge = { code_challenge: CHALLENGE, code_challenge_method: "S256" };
    return encode({ client_id: "app", redirect_uri: CALLBACK, response_type: "code", scope, ...challenge, ...more });
  }

  async #page(path: string, cookie = "") {
    const answer = await this.world.send(path, { headers: { cookie } });
    const html = await answer.text();
    const field = (name: string) =>
      new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]?.replaceAll("&amp;", "&");
    const binding = answer.headers.get("set-cookie")?.split(";", 1)[0] ?? "";
    const cookies = [cookie, binding].filter(Boolean).join("; ");
    return { csrf: field("csrf") ?? "", request: field("request") ?? "", cookie: cookies };
  }

  async #code(scope: string, session: string): Promise<string> {
    await this.#storage.consents.add("demo-ada", "app", scope.split(" "), this.world.clock.now);
    const answer = await this.world.send(`/authorize?${this.#request(scope)}`, { headers: { cookie: session } });
    return new URL(answer.headers.get("location") ?? "none:").searchParams.get("code") ?? "";
  }

  async #redeem(code: string): Promise<Record<string, string>> {
    return (await (await this.#token({ grant_type: "authorization_code", code })).json()) as Record<string, string>;
  }

  #token(fields: Record<string, string>): Promise<Response> {
    return this.world.form("/token", { redirect_uri: CALLBACK, code_verifier: VERIFIER, ...fields }, asApp);
  }

  /** What each endpoint says now; what ends something comes last. */
  readonly probes: Readonly<Record<string, (has: Belongings) => Promise<Response>>> = {
    "sign-in": ({ form: { csrf, cookie } }) =>
      this.world.form("/sign-in", { csrf, username: "ada", password: "correct-horse-battery" }, { cookie }),
    "authorize, silently": ({ session }) =>
      this.world.send(`/authorize?${this.#request("openid read_profile", { prompt: "none" })}`, {
        headers: { cookie: session },
      }),
    authorize: ({ session }) =>
      this.world.send(`/authorize?${this.#request("openid read_profile")}`, { headers: { cookie: session } }),
    consent: ({ consent: { csrf, request, cookie } }) =>
      this.world.form("/consent", { csrf, request, answer: "allow" }, { cookie }),
    "introspect the JWT": ({ jwt }) => this.world.form("/introspect", { token: jwt }, asApp),
    "introspect the opaque token": ({ opaque }) => this.world.form("/introspect", { token: opaque }, asApi),
    "introspect the refresh token": ({ refresh }) => this.world.form("/introspect", { token: refresh }, asApp),
    "userinfo by the JWT": ({ jwt }) => this.world.send("/userinfo", { headers: { authorization: `Bearer ${jwt}` } }),
    "userinfo by the opaque token": ({ opaque }) =>
      this.world.send("/userinfo", { headers: { authorization: `Bearer ${opaque}` } }),
    "token by code": ({ code }) => this.#token({ grant_type: "authorization_code", code }),
    "token by refresh": ({ refresh }) =>
      this.world.form("/token", { grant_type: "refresh_token", refresh_token: refresh }, asApp),
    "token for itself": () =>
      this.world.form("/token", { grant_type: "client_credentials", scope: "read_profile" }, asApp),
    "refusal, the client's": ({ ref }) => this.world.send(`/refusals/${ref}`, { headers: asApp }),
    "refusal, the owner's": async ({ ref }) =>
      this.world.send(`/refusals/${ref}`, {
        headers: { ...(await this.world.signedIn("grace")), accept: "text/html" },
      }),
    "revoke the opaque token": ({ opaque }) => this.world.form("/revoke", { token: opaque }, asApp),
    "sign-out": ({ session, idToken }) =>
      this.world.send(`/sign-out?${encode({ id_token_hint: idToken, post_logout_redirect_uri: `${ISSUER}/app` })}`, {
        headers: { cookie: session },
      }),
  };

  /** In a few words: the reason of a refusal, or what came. */
  async outcome(probe: string, has: Belongings): Promise<string> {
    const before = this.world.journal.length;
    const response = await this.probes[probe]?.(has);
    if (response === undefined) throw new Error(`There is no probe ${probe}.`);
    const refused = this.world.journal.slice(before).at(-1)?.refusal.refused;
    return `${response.status}${refused === undefined ? await cameOf(response) : ` ${refused}`}`;
  }
}

async function cameOf(response: Response): Promise<string> {
  const location = response.headers.get("location");
  if (location !== null) {
    const { pathname, searchParams } = new URL(location, ISSUER);
    return ` to ${pathname}${searchParams.has("code") ? " with a code" : ""}`;
  }
  const text = await response.text();
  if (text.startsWith("{")) return saying(JSON.parse(text));
  const title = /<title>([^<]*) ·/.exec(text)?.[1];
  return title === undefined ? "" : ` ${title}`;
}

function saying({ active, access_token, scope, email, code }: Record<string, unknown>): string {
  if (active !== undefined) return active === true ? ` active: ${scope}` : " inactive";
  if (access_token !== undefined) return ` token: ${scope}`;
  if (code !== undefined) return ` about ${code}`;
  return email === undefined ? "" : " with the email";
}

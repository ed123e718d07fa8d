/**
 * Lets the demo's week happen: each request is decided by this server as of its time, so the refusals are real ones, with their traces and
 * proved fixes. It is done once, in the background, when a demo starts for the first time.
 */
import type { Journal } from "../../ports/journal.ts";
import type { Registry } from "../../ports/registry.ts";
import type { Account } from "../../ports/storage.ts";
import type { Client } from "../../protocol/client.ts";
import { PATHS } from "../../protocol/metadata.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { type EndpointRequest, receive } from "../../protocol/received.ts";
import { isRefusal } from "../../reasons/index.ts";
import { authorize } from "../../service/authorization.ts";
import { type Deps, type Shared, snapshot } from "../../service/deps.ts";
import { openJournal } from "../../service/journal.ts";
import { prefixOf } from "../../service/network.ts";
import { findSession, type SignedIn, startSession } from "../../service/sessions.ts";
import { token } from "../../service/token.ts";
import { authorizationRequest, BACKEND, BROWSER, tokenRequest, VERIFIER } from "./requests.ts";
import { type Happening, storyOf } from "./story.ts";

/** No flood: every refusal of the week is kept. */
const UNBOUNDED = { perMinute: 1e9, charactersPerMinute: 1e12, share: 1 };

export async function letWeekHappen(shared: Shared, life: { readonly closing: boolean }): Promise<void> {
  let at = 0;
  const clock = (): number => at;
  const then: Shared = { ...shared, clock, events: undefined, diagnose: undefined };
  const journal = openJournal(then, UNBOUNDED);
  const week = new Week({ ...then, journal });
  for (const happening of storyOf(shared.issuer, shared.clock())) {
    if (life.closing) break;
    ({ at } = happening);
    await week.happen(happening);
    // Others are served in between.
    await new Promise(setImmediate);
  }
  await journal.flush();
}

/** Milliseconds. A code of the demo lives for a minute. */
const TOO_LATE = 95_000;

class Week {
  readonly #shared: Shared & { readonly journal: Journal };
  /** Applications as they were changed in the story. */
  readonly #changed = new Map<string, Client>();

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  async happen(happening: Happening): Promise<void> {
    const deps = this.#then();
    switch (happening.does) {
      case "token":
        return this.#told(deps, await token(deps, happening.request), "token", happening.request);
      case "authorize": {
        const session = await this.#session(deps, happening.user);
        const outcome = await authorize(deps, receive(happening.request), async () => session);
        const refusal = "refusal" in outcome ? outcome.refusal : undefined;
        return this.#told(deps, refusal, "authorization", happening.request);
      }
      case "sign in":
        return this.#signIn(deps, happening);
      case "change":
        return this.#change(deps, happening);
    }
  }

  async #told(deps: Deps, outcome: object | undefined, endpoint: string, request: EndpointRequest): Promise<void> {
    if (outcome === undefined || !isRefusal(outcome)) return;
    const { method, address, userAgent } = request;
    const path = endpoint === "token" ? PATHS.token : PATHS.authorization;
    await deps.journal.record(outcome as Refused, { endpoint, method, path, address, userAgent }, deps.registry);
  }

  async #session(deps: Deps, subject: string | undefined): Promise<SignedIn | undefined> {
    const account: Account | undefined = subject === undefined ? undefined : await deps.storage.people.find(subject);
    const cookie = account && (await startSession(deps, account, deps.clock()));
    return findSession(deps, cookie, deps.clock());
  }

  async #signIn(deps: Deps, { user, client, scope, mistake }: Extract<Happening, { does: "sign in" }>): Promise<void> {
    const session = await this.#session(deps, user);
    const redirectUri = (await deps.registry.client(client))?.client.redirectUris[0] ?? "";
    const asked = receive(authorizationRequest(client, redirectUri, { scope }, BROWSER));
    const outcome = await authorize(deps, asked, async () => session, "allow");
    if (outcome.is !== "granted") return;
    const verifier = mistake === "sends another verifier" ? VERIFIER.toUpperCase() : VERIFIER;
    const form = { grant_type: "authorization_code", redirect_uri: redirectUri, code_verifier: verifier };
    const request = tokenRequest(client, { ...form, code: outcome.response.code ?? "" }, BACKEND);
    const wait = mistake === "comes too late" ? TOO_LATE : 0;
    const later: Deps = { ...deps, clock: () => deps.clock() + wait };
    await this.#told(deps, await token(later, request), "token", request);
    if (mistake === "redeems it again") await this.#told(deps, await token(later, request), "token", request);
  }

  /** Only the decisions of the week know it: the server has what is registered, whatever time it is in the story. */
  async #change(deps: Deps, { by, client: id, members }: Extract<Happening, { does: "change" }>): Promise<void> {
    const account = await deps.storage.people.find(by);
    const registered = await deps.registry.client(id);
    if (account === undefined || registered === undefined) return;
    const { redirectUris } = registered.client;
    this.#changed.set(id, { ...registered.client, redirectUris: members.redirect_uris });
    await deps.storage.audit.append({
      at: deps.clock(),
      actor: { is: "user", id: account.subject, network: prefixOf(BROWSER.address) },
      action: "application/change",
      target: { kind: "application", id },
      before: { redirect_uris: redirectUris },
      after: members,
    });
  }

  /** What was registered at that time. */
  #then(): Deps {
    const deps = snapshot(this.#shared);
    const { registry } = deps;
    const client: Registry["client"] = async (id) => {
      const [found, changed] = [await registry.client(id), this.#changed.get(id)];
      return found === undefined || changed === undefined ? found : { ...found, client: changed };
    };
    return { ...deps, registry: { ...registry, client } };
  }
}

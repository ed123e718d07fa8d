/** Applies a fix: the occasion with the changes made, ready to be decided again. */
import type { Change, ClientMember, Supply } from "../../reasons/fix.ts";
import type { Client } from "../client.ts";
import { methodOf } from "../client-authentication/index.ts";
import { CREDENTIAL_PARAMETERS, presentedBy } from "../client-authentication/request.ts";
import type { Form } from "../form.ts";
import { EMPTY_FORM } from "../form.ts";
import type { Occasion } from "../occasion.ts";
import type { TokenOccasion } from "../token/facts.ts";
import { authenticatedFacts, freshClaims, freshCode, freshPerson, freshRefresh } from "./facts.ts";
import { couldHave } from "./obtainable.ts";
import { asForm, formIn, leaveOut, rename, sendOnce, setParameter, withForm } from "./parameters.ts";
import { isCovered } from "./redact.ts";

/** The occasion with all changes made; `undefined` if one can't be tried because facts are missing. */
export function applyChanges(on: Occasion, changes: readonly Change[]): Occasion | undefined {
  let current: Occasion | undefined = on;
  for (const change of changes) current = current && applyChange(current, change);
  return current !== undefined && isBlind(current) ? undefined : current;
}

/**
 * Whether something would be judged that is not known: the client, where its id was not read and nobody looked for it, or the challenge,
 * which is not kept under another method than S256, since it may have been the verifier.
 */
function isBlind(on: Occasion): boolean {
  if (on.decision === "sign-out") return on.named === undefined && formIn(on)?.values.has("client_id") === true;
  if (on.decision !== "authorization") return false;
  const values = formIn(on)?.values;
  const isCoveredChallenge = isCovered(values?.get("code_challenge") ?? "");
  return on.client === undefined || (isCoveredChallenge && values?.get("code_challenge_method") === "S256");
}

function applyChange(on: Occasion, change: Change): Occasion | undefined {
  switch (change.change) {
    case "set":
      // Nothing is known about another client.
      if (change.parameter === "client_id" && change.value !== clientIn(on)?.id) return undefined;
      return edit(on, (form) => setParameter(form, change.parameter, change.value));
    case "leave-out":
      return withoutFacts(
        edit(on, (form) => leaveOut(form, change.parameter)),
        change.parameter,
      );
    case "rename":
      // A value that wasn't kept may be anything under its right name.
      if (isCovered(formIn(on)?.values.get(change.from) ?? "")) return undefined;
      return edit(on, (form) => rename(form, change.from, change.to));
    case "send-once":
      return edit(on, (form) => sendOnce(form, change.parameters));
    case "send-as-form":
      // An unreadable request can't be sent as a form either.
      if (!("received" in on) || "refused" in on.received.body || "refused" in on.received.query) return undefined;
      return { ...on, received: asForm(on.received) };
    case "send-to":
      return on.decision === "http" ? { ...on, path: change.path, found: { is: "nothing" } } : undefined;
    case "supply":
      return supply(on, change.what);
    case "supply-token":
      return withToken(on, change);
    case "add-to-client":
      return withClient(on, (client) => ({ ...client, ...addTo(client, change.member, change.values) }));
    case "set-of-client":
      return withClient(on, (client) => ({ ...client, [change.member]: change.value }));
    case "setting":
      return withSetting(on, change.setting, change.value);
  }
}

function edit(on: Occasion, how: (form: Form) => Form): Occasion | undefined {
  const form = formIn(on);
  return form && withForm(on, how(form));
}

/** Omitting a parameter also removes what was found about it. */
function withoutFacts(on: Occasion | undefined, parameter: string): Occasion | undefined {
  if (on === undefined) return undefined;
  if (on.decision === "token" && parameter === "code_verifier" && on.code !== undefined)
    return { ...on, code: { ...on.code, verifier: { is: "absent" } } };
  if (on.decision === "authorization" || on.decision === "sign-out")
    return parameter === "id_token_hint" ? { ...on, hint: { is: "absent" } } : on;
  if ("received" in on && "client" in on && on.client !== undefined && "method" in on.client) {
    // What remains may still authenticate the client, by another method.
    const { method } = presentedBy(on.received);
    const stays = method === on.client.method || !CREDENTIAL_PARAMETERS.includes(parameter);
    return stays ? on : ({ ...on, client: { ...on.client, method, secret: { is: "absent" } } } as Occasion);
  }
  return on;
}

const addTo = (client: Client, member: ClientMember, values: readonly string[]) => ({
  [member]: [...new Set([...client[member], ...values])],
});

/** The client in the facts, if there is one. */
function clientIn(on: Occasion): Client | undefined {
  if (on.decision === "authorization" || on.decision === "bearer") return on.client;
  return on.decision !== "sign-out" && "client" in on ? on.client?.client : undefined;
}

function withClient(on: Occasion, how: (client: Client) => Client): Occasion | undefined {
  if (on.decision === "authorization") return on.client && { ...on, client: how(on.client) };
  if (on.decision === "sign-out") return on.client && { ...on, client: how(on.client as Client) };
  if (on.decision === "bearer") return on.client && { ...on, client: how(on.client) };
  if (!("client" in on) || on.client?.client === undefined) return undefined;
  return { ...on, client: { ...on.client, client: how(on.client.client) } } as Occasion;
}

function withSetting(on: Occasion, setting: "refreshGrace" | "codeLifetime", value: number): Occasion | undefined {
  if (on.decision !== "token") return undefined;
  // The client's own lifetime takes precedence over the server's.
  if (setting === "codeLifetime" && on.client?.client?.codeLifetime !== undefined) return undefined;
  const changed = { ...on, settings: { ...on.settings, [setting]: value } };
  const { code } = changed;
  if (setting === "refreshGrace" || code?.code.is !== "found") return changed;
  const { grant } = code.code;
  const source = { ...grant.source, expiresAt: grant.createdAt + value * 1000 };
  return { ...changed, code: { ...code, code: { is: "found", grant: { ...grant, source } } } };
}

function supply(on: Occasion, what: Supply): Occasion | undefined {
  const client = clientIn(on);
  switch (what) {
    case "secret":
      return client && authenticate(on, client);
    case "challenge":
      if (on.decision === "token") return challenged(on);
      return edit(on, (form) =>
        setParameter(setParameter(form, "code_challenge", "A".repeat(43)), "code_challenge_method", "S256"),
      );
    case "verifier": {
      if (on.decision !== "token" || on.code === undefined) return undefined;
      const found: Occasion = { ...on, code: { ...on.code, verifier: { is: "right" } } };
      return edit(found, (form) => setParameter(form, "code_verifier", "*".repeat(43)));
    }
    case "code": {
      if (on.decision !== "token" || client === undefined) return undefined;
      const { code, settings, now } = on;
      const uri = formIn(on)?.values.get("redirect_uri");
      const found = { ...on, code: freshCode(code, client, settings, now, uri) };
      return edit(found, (form) => setParameter(form, "code", "*".repeat(68)));
    }
    case "refresh-token": {
      if (on.decision !== "token" || client === undefined) return undefined;
      const { refresh, settings, now } = on;
      const asked = formIn(on)?.values.get("scope");
      const found = { ...on, refresh: freshRefresh(refresh, client, settings, now, asked) };
      return edit(found, (form) => setParameter(form, "refresh_token", "*".repeat(71)));
    }
    case "access-token":
      return withToken(on, {});
    case "session":
    case "consent":
      return withPerson(on, what);
    case "form":
      return "form" in on ? ({ ...on, form: EMPTY_FORM, ours: true, formFault: undefined } as Occasion) : undefined;
    case "password":
      if (on.decision === "invitation") return { ...on, fault: undefined };
      return on.decision === "sign-in" ? { ...on, attempt: undefined } : undefined;
    case "time":
      return afterWaiting(on);
    case "tls":
      return on.decision === "http" ? { ...on, found: { is: "nothing" } } : undefined;
  }
}

const ABSENT = { is: "absent" } as const;

/** The request as the client would send it with its registered method and the right secret. */
function authenticate(on: Occasion, client: Client): Occasion | undefined {
  if (
    !("received" in on) ||
    !("client" in on) ||
    on.decision === "authorization" ||
    on.decision === "bearer" ||
    on.client === undefined
  ) {
    return undefined;
  }
  const facts = authenticatedFacts(on.client, client);
  const form = formIn(on);
  const method = methodOf(facts.method);
  if (form === undefined || method === undefined) return undefined;
  const body = CREDENTIAL_PARAMETERS.reduce(leaveOut, form);
  const bare = { ...on.received, authorization: ABSENT, headers: undefined, body, hasBody: true };
  return { ...on, client: facts, received: method.authenticate(bare, client.id) };
}

function withToken(on: Occasion, { scope, audience }: { scope?: string; audience?: string }): Occasion | undefined {
  if (on.decision === "introspection" || on.decision === "revocation") return { ...on, issuedTo: undefined };
  if (on.decision !== "bearer") return undefined;
  const { token, demand, now, received } = on;
  const found = token?.is === "found" ? token.claims : undefined;
  const wanted = { scope: scope ?? demand.scope, audience: audience ?? demand.audience };
  if (found !== undefined && !couldHave(on, found, wanted)) return undefined;
  const claims = freshClaims(found, wanted, now);
  const authorization = { is: "bearer", scheme: "Bearer", token: "*".repeat(71) } as const;
  return {
    ...on,
    token: { is: "found", claims, revoked: false },
    accountEnabled: undefined,
    received: { ...received, authorization, query: EMPTY_FORM, body: EMPTY_FORM },
  };
}

/** The code as it would be if the authorization request had sent a challenge. */
function challenged(on: TokenOccasion): Occasion | undefined {
  if (on.code?.code.is !== "found") return undefined;
  const { grant } = on.code.code;
  const source = { ...grant.source, challenge: "A".repeat(43) };
  return { ...on, code: { ...on.code, code: { is: "found", grant: { ...grant, source } } } };
}

function withPerson(on: Occasion, what: "session" | "consent"): Occasion | undefined {
  if (on.decision === "token") {
    const { code, refresh } = on;
    return {
      ...on,
      code: code && { ...code, sessionLives: true, accountEnabled: true },
      refresh: refresh && { ...refresh, accountEnabled: true },
    };
  }
  if (on.decision === "consent") return { ...on, answered: true };
  if (on.decision !== "authorization") return undefined;
  const person = freshPerson(on.person, on.hint, on.now);
  if (what === "session") return { ...on, person };
  const consented = formIn(on)?.values.get("scope")?.split(" ") ?? on.client?.scopes ?? [];
  return { ...on, answer: undefined, person: { ...person, consented } };
}

function afterWaiting(on: Occasion): Occasion | undefined {
  if (on.decision === "http") return { ...on, found: { is: "nothing" } };
  if (on.decision === "sign-in") return { ...on, attempt: undefined };
  if (on.decision === "authorization" || on.decision === "bearer" || on.decision === "sign-out" || !("client" in on))
    return undefined;
  return on.client && ({ ...on, client: { ...on.client, throttled: undefined } } as Occasion);
}

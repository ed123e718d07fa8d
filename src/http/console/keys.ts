/** Signing keys in the console. */
import { keyPage, keysPage, type ShownKey } from "../../pages/console/keys.tsx";
import type { KeyAlg, SigningKeyStanding } from "../../ports/keys.ts";
import { ADDITIONAL_KEYS, decrypts } from "../../protocol/encryption.ts";
import { covers } from "../../protocol/scope/catalogue.ts";
import { keysFor, signsOf } from "../../service/admin/keys.ts";
import type { Deps } from "../../service/deps.ts";
import { selectedIn } from "./form.ts";
import { NOTHING, type Outcome, type Section, type Visit } from "./section.ts";

const needs = "candor:keys:read";
const changes = "candor:keys";
const ALGS: readonly KeyAlg[] = ["ES256", "RS256", "EdDSA", ...ADDITIONAL_KEYS];

async function shown(deps: Deps, key: SigningKeyStanding): Promise<ShownKey> {
  const { kid, alg, state, createdAt, signsFrom, signsUntil, publishedUntil } = key;
  const signs = await signsOf(deps, alg);
  return { id: kid, alg, decrypts: decrypts(alg), state, createdAt, signsFrom, signsUntil, publishedUntil, signs };
}

async function list({ deps, caller, frame }: Visit): Promise<Outcome> {
  const { every, ahead } = deps.registry.settings.keyRotation;
  const keys = await Promise.all((await keysFor(deps, caller).list()).map((key) => shown(deps, key)));
  const mayChange = covers(caller.scopes, changes);
  return {
    is: "page",
    head: { title: "Signing keys", lead: "Apps and APIs check tokens with these keys, which they find in the JWKS." },
    body: keysPage({ frame, keys, now: deps.clock(), every: every === 0 ? undefined : every, ahead, mayChange }),
  };
}

async function one({ deps, caller, frame, params }: Visit): Promise<Outcome> {
  const all = keysFor(deps, caller);
  const found = (await all.list()).find(({ kid }) => kid === params.id);
  const takeover = found && (await all.takeover(found.kid));
  if (found === undefined || takeover === undefined) return NOTHING;
  const key = await shown(deps, found);
  return {
    is: "page",
    head: { title: `${key.alg} key`, crumbs: [{ label: "Signing keys", path: "/keys" }] },
    body: keyPage({ frame, key, takeover, mayChange: covers(caller.scopes, changes) }),
  };
}

async function rotate({ deps, caller, form }: Visit): Promise<Outcome> {
  const algs = ALGS.filter((alg) => selectedIn(form, "algs").includes(alg));
  if (algs.length === 0) return { is: "go", to: "/keys", notice: "Select at least one algorithm." };
  const made = await keysFor(deps, caller).rotate({ algs, now: form.get("soon") === "true" });
  const first = new Date(Math.min(...made.map(({ signsFrom }) => signsFrom))).toISOString();
  return {
    is: "go",
    to: "/keys",
    notice: `The next keys are in the JWKS. They sign from ${first.slice(0, 16).replace("T", " ")} UTC.`,
  };
}

async function revoke({ deps, caller, params }: Visit): Promise<Outcome> {
  const isThere = await keysFor(deps, caller).revoke(params.id ?? "");
  return isThere ? { is: "go", to: "/keys", notice: "The key is deleted." } : NOTHING;
}

export const keys: Section = {
  links: [{ group: "Server", label: "Keys", path: "/keys", icon: "key", needs }],
  routes: [
    { method: "GET", path: "/keys", needs, handle: list },
    { method: "POST", path: "/keys/rotate", needs: changes, handle: rotate },
    { method: "GET", path: "/keys/:id", needs, handle: one },
    { method: "POST", path: "/keys/:id/revoke", needs: changes, handle: revoke },
  ],
};

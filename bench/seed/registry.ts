/** The seed's APIs, scopes, teams and applications. */
import { checkRegistry } from "../../src/declared/check.ts";
import { apiContent, applicationFrom, scopeContent } from "../../src/declared/contents.ts";
import {
  apiChange,
  applicationChange,
  type StoredApplication,
  scopeChange,
  teamChange,
} from "../../src/ports/registered.ts";
import type { Change, RegistrationStore } from "../../src/ports/registrations.ts";
import { chance, fewHaveMost, oneOf } from "./chance.ts";
import { ACTS, KINDS, THINGS } from "./names.ts";
import { NOW, type Size } from "./size.ts";
import { subjectOf, usernameOf } from "./users.ts";

/** Of each application. */
export const SECRET = "the-secret-of-the-template-0123456789abcdef";
/** Changes of one commit. */
const PORTION = 500;
/** Users who own applications. */
export const OWNERS = 2_000;

export const apiOf = (n: number): string => `https://${THINGS[n % THINGS.length]}-${n}.api.example`;
export const scopeOf = (n: number): string =>
  `${THINGS[n % THINGS.length]}${Math.floor(n / (THINGS.length * ACTS.length)) || ""}.${ACTS[Math.floor(n / THINGS.length) % ACTS.length]}`;
export const applicationOf = (n: number): string => `app-${String(n).padStart(5, "0")}`;
const teamOf = (n: number): string => `team-${THINGS[n % THINGS.length]}-${n}`;

export async function seedRegistry(store: RegistrationStore, size: Size): Promise<void> {
  for (const changes of [apis(size), scopes(size), teams(size), applications(size)]) await inPortions(store, changes);
}

async function inPortions(store: RegistrationStore, changes: Generator<Change>): Promise<void> {
  for (let portion = take(changes); portion.length > 0; portion = take(changes)) {
    const target = { kind: "registry", id: "seed" };
    const done = await store.change(portion, {
      at: NOW,
      actor: { is: "command", id: "seed" },
      action: "registry/apply",
      target,
    });
    if (typeof done !== "number") throw new Error(`${done.conflict.id} is there already. Seed an empty directory.`);
  }
}

function take(changes: Generator<Change>): readonly Change[] {
  const portion: Change[] = [];
  for (const one of { [Symbol.iterator]: () => ({ next: () => changes.next() }) }) {
    portion.push(one);
    if (portion.length === PORTION) break;
  }
  return portion;
}

function* apis({ apis: count }: Size): Generator<Change> {
  for (let n = 0; n < count; n++) {
    const { apis: checked } = checkRegistry(
      { apis: [{ resource: apiOf(n), name: `API of ${THINGS[n % THINGS.length]} ${n}` }] },
      {},
    );
    if (checked[0] !== undefined) yield apiChange(apiContent(checked[0]), 0);
  }
}

function* scopes({ scopes: count, apis: most }: Size): Generator<Change> {
  const [thing] = checkRegistry({ scopes: [{ name: "x", description: "x" }] }, {}).scopes;
  if (thing === undefined) return;
  for (let n = 0; n < count; n++) {
    const name = scopeOf(n);
    const [what, act] = name.split(".");
    const old =
      n % 37 === 5 ? { deprecated: { since: "2026-06-01", sunset: "2027-06-01", replacement: scopeOf(n + 1) } } : {};
    yield scopeChange(
      scopeContent({
        ...thing,
        ...old,
        name,
        description: `${act} your ${what}`,
        api: apiOf(n % most),
        sensitive: n % 11 === 3,
      }),
      0,
    );
  }
}

function* teams({ teams: count }: Size): Generator<Change> {
  for (let n = 0; n < count; n++) {
    const members = [0, 1, 2, 3].map((i) => ({ subject: subjectOf((n * 7 + i) % OWNERS), since: NOW }));
    const team = { name: teamOf(n), members };
    yield teamChange({ team }, 0);
  }
}

function* applications(size: Size): Generator<Change> {
  const random = chance(2);
  const template = templateOf();
  for (let n = 0; n < size.applications; n++) {
    const id = applicationOf(n);
    const api = fewHaveMost(random, size.apis);
    const own = Array.from({ length: 1 + Math.floor(random() * 4) }, (_, i) =>
      scopeOf((api + i * size.apis) % size.scopes),
    );
    const name = `${oneOf(random, KINDS)} of ${THINGS[n % THINGS.length]} ${n}`;
    const isTeams = n % 5 === 0;
    const owner = usernameOf(fewHaveMost(random, OWNERS));
    yield applicationChange(
      {
        ...template,
        client: {
          ...template.client,
          ...{ id, name, owner, redirectUris: [`https://${id}.example/callback`] },
          scopes: ["openid", "profile", ...new Set(own)],
          defaultScopes: own.slice(0, 1),
          ...(isTeams && { team: teamOf(n % size.teams) }),
          disabled: n % 97 === 0,
        },
      },
      0,
    );
  }
}

function templateOf(): StoredApplication {
  const form = {
    id: "x",
    secrets: [{ value: SECRET }],
    redirectUris: ["https://x.example/"],
    grantTypes: ["authorization_code", "refresh_token", "client_credentials"],
  };
  const [client] = checkRegistry({ clients: [form] }, {}).clients;
  if (client === undefined) throw new Error("There is no client.");
  return applicationFrom(client, {}, NOW, undefined);
}

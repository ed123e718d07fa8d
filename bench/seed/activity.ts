/** What the seed's users hold and what its applications use: grants, consents, sessions, events, uses, requests and an audit log. */
import { requestChange, type ScopeRequest } from "../../src/ports/registered.ts";
import type { Storage } from "../../src/ports/storage.ts";
import type { Grant } from "../../src/protocol/grant.ts";
import { chance, fewHaveMost, oneOf } from "./chance.ts";
import { together } from "./portions.ts";
import { applicationOf, scopeOf } from "./registry.ts";
import { DAY, NOW, SERVICE, type Size } from "./size.ts";
import { subjectOf } from "./users.ts";

/** Nothing of it ends while it is measured. */
const FAR = NOW + 3_650 * DAY;
const HASH = new Uint8Array(32);
const PLACE = { browser: "Firefox on Linux", network: "203.0.113.0/24" };

export async function seedHoldings(storage: Storage, { users, applications, scopes, holdings }: Size): Promise<void> {
  const random = chance(5);
  const first = (await storage.lastId()) + 1;
  await together(holdings, async (n) => {
    const subject = subjectOf(Math.floor(random() * users));
    const clientId = applicationOf(fewHaveMost(random, applications));
    const allowed = ["openid", scopeOf(Math.floor(random() * scopes))];
    const at = Math.floor(NOW - 300 * DAY * (1 - n / holdings));
    const grant: Grant = {
      ...{ id: first + 2 * n, clientId, subject, sessionId: first + 2 * n + 1, scopes: allowed, createdAt: at },
      ...{ authTime: at, nonce: undefined, refresh: undefined, revokedBecause: undefined },
      source: { kind: "device" },
      // The oldest have all ended, so that whoever looks for live ones passes them.
      revokedAt: n < holdings / 4 || random() < 0.1 ? at + DAY : undefined,
    };
    await Promise.all([
      storage.grants.insert(grant, { forgetAfter: FAR, accessToken: undefined }),
      storage.consents.add(subject, clientId, allowed, at),
      storage.holdings.note({ subject, at, what: "allowed", about: clientId, place: PLACE }),
      ...(n % 4 === 0
        ? [
            storage.sessions.insert(
              {
                id: first + 2 * n + 1,
                hash: HASH,
                subject,
                authTime: at,
                expiresAt: FAR,
                endedAt: undefined,
                place: PLACE,
              },
              undefined,
            ),
          ]
        : []),
    ]);
  });
}

export async function seedUses(storage: Storage, { applications, scopes, uses }: Size): Promise<void> {
  const random = chance(6);
  await together(uses, (n) => {
    const at = NOW - Math.floor(random() * 200 * DAY);
    const use = { clientId: applicationOf(n % applications), scope: scopeOf(Math.floor(random() * scopes)) };
    return storage.usage.note([
      { ...use, askedAt: at, ...(n % 5 === 0 ? { refusedAt: at } : { grantedAt: at }) },
      { clientId: use.clientId, scope: "openid", askedAt: at, grantedAt: at },
    ]);
  });
  const real = await storage.usage.successes(SERVICE.id, 1);
  await together(applications * real.length, (n) =>
    Promise.all(
      real.map((one) => {
        const clientId = applicationOf(n);
        const record = one.record.replaceAll(JSON.stringify(SERVICE.id), JSON.stringify(clientId));
        return storage.usage.keep({ ...one, clientId, record }, 10);
      }),
    ),
  );
}

export async function seedRequests(storage: Storage, { applications, scopes, requests }: Size): Promise<void> {
  const random = chance(7);
  await together(requests, async (n) => {
    const state = n % 5 === 0 ? "open" : oneOf(random, ["approved", "declined", "withdrawn"] as const);
    const at = NOW - (requests - n) * 60_000;
    const request: ScopeRequest = {
      ...{ id: n.toString(36).padStart(11, "0"), clientId: applicationOf(n % applications) },
      ...{ scopes: [scopeOf(Math.floor(random() * scopes))], by: "many", reason: "The report needs it." },
      ...{ at, state, basis: {} },
      ...(state !== "open" && { decided: { by: "root", reason: "Checked.", at } }),
    };
    await storage.registrations.change([requestChange({ request }, 0, { owner: "many" })], {
      ...{ at, actor: { is: "user", id: "many" }, action: "request/add" },
      target: { kind: "request", id: request.id },
    });
  });
}

export async function seedAudit({ audit }: Storage, { applications, entries }: Size): Promise<void> {
  const random = chance(8);
  await together(entries, (n) =>
    audit.append({
      ...{ at: NOW - (entries - n) * 1_000, action: oneOf(random, ["application/change", "secret/add"]) },
      actor: { is: "user", id: subjectOf(fewHaveMost(random, 2_000)), network: PLACE.network },
      target: { kind: "application", id: applicationOf(fewHaveMost(random, applications)) },
      before: { name: "Before" },
      after: { name: "After" },
    }),
  );
}

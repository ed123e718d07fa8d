/** Times that contradict each other. */
import type { Configuration } from "../schema.ts";
import { type Check, type Found, ofClients, ofServer } from "./define.ts";

const ofRefresh = ["refreshLifetime", "refreshIdleLifetime"] as const;
const ofCode = ["codeLifetime", "idTokenLifetime"] as const;

/** Idle lifetimes above absolute ones: the server's, and those of clients, which default to the server's. */
function* idleBeyondAbsolute(configuration: Configuration): Generator<Found> {
  const { refreshLifetime, refreshIdleLifetime, clients } = configuration;
  if (refreshIdleLifetime > refreshLifetime)
    yield {
      key: "refreshIdleLifetime",
      is: `${refreshIdleLifetime} seconds, while refreshLifetime is ${refreshLifetime}`,
    };
  for (const [i, client] of clients.entries()) {
    if (client.refreshLifetime === undefined && client.refreshIdleLifetime === undefined) continue;
    const [absolute, idle] = [
      client.refreshLifetime ?? refreshLifetime,
      client.refreshIdleLifetime ?? refreshIdleLifetime,
    ];
    // The default idle lifetime with a short absolute one isn't a contradiction that anyone has written.
    if (idle <= absolute || client.refreshIdleLifetime === undefined) continue;
    yield { key: `clients[${i}].refreshIdleLifetime`, is: `${idle} seconds, while its refreshLifetime is ${absolute}` };
  }
}

export const lifetimes: readonly Check[] = [
  {
    name: "idle-beyond-absolute",
    setting: "refreshIdleLifetime",
    when: "The idle lifetime of refresh tokens is longer than their total lifetime, for the server or for a client.",
    means:
      "The idle lifetime has no effect, because refresh tokens expire after refreshLifetime however often they are used.",
    fix: "Set refreshIdleLifetime below refreshLifetime.",
    find: ({ configuration }) => idleBeyondAbsolute(configuration),
  },
  {
    name: "session-shorter-than-code",
    setting: "sessionLifetime",
    when: "Sessions end before authorization codes expire.",
    means: "Once its session has ended, a code is refused as grant/session-ended even if it hasn't expired.",
    fix: "Set sessionLifetime above codeLifetime. Usual values are a day for a session and a minute for a code.",
    find: ofServer(
      "sessionLifetime",
      ({ sessionLifetime, codeLifetime }) =>
        sessionLifetime < codeLifetime && `${sessionLifetime} seconds, while codeLifetime is ${codeLifetime}`,
    ),
  },
  {
    name: "lifetime-without-effect",
    setting: "clients[].refreshLifetime",
    when: "A client has a lifetime for something that its `grantTypes` never issue.",
    means: "The setting has no effect.",
    fix: "Add refresh_token (or authorization_code) to the client's grantTypes, or remove the lifetime.",
    find: ({ configuration }) =>
      configuration.clients.flatMap((client, i) => {
        const unused = [
          ...(client.grantTypes.includes("refresh_token") ? [] : ofRefresh),
          ...(client.grantTypes.includes("authorization_code") ? [] : ofCode),
        ];
        return unused.flatMap((setting) =>
          client[setting] === undefined
            ? []
            : [
                {
                  key: `clients[${i}].${setting}`,
                  is: `set, while its grantTypes are ${client.grantTypes.join(", ") || "empty"}`,
                },
              ],
        );
      }),
  },
  {
    name: "secrets-expired",
    setting: "clients[].secrets",
    when: "Every secret of a client has expired.",
    means: "Every request from the client is refused as client-auth/secret-expired.",
    fix: "Add a new secret to the client.",
    find: ofClients(".secrets", ({ secrets }, { now }) => {
      const ends = secrets.map(({ expiresAt }) =>
        expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(expiresAt),
      );
      return ends.length > 0 && ends.every((end) => end <= now) && `expired, the last on ${dayOf(Math.max(...ends))}`;
    }),
  },
  {
    name: "secrets-expire-soon",
    setting: "clients[].secrets",
    when: "The last valid secret of a client expires within two weeks.",
    means: "After that, every request from the client is refused as client-auth/secret-expired.",
    fix: "Add the next secret now. Several secrets can be valid at the same time.",
    find: ofClients(".secrets", ({ secrets }, { now }) => {
      const last = Math.max(
        ...secrets.map(({ expiresAt }) => (expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(expiresAt))),
      );
      return last > now && last < now + 14 * 86_400_000 && `valid only until ${new Date(last).toISOString()}`;
    }),
  },
];

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

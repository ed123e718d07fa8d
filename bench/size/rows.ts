/** The rows of a large world, as statements that fill a table within the database. They are in the words of both. */
import { NO_PASSWORD } from "../../src/ports/password-hash.ts";
import { OPAQUE_API, WEB } from "../world.ts";
import { template } from "./template.ts";
import { DAY, EACH, expressions, IDLE, type Secret, type World } from "./world.ts";

/** What the databases call things differently. */
export interface Words {
  /** The numbers from one to another, both included, as a table `s` with a column `n`. */
  readonly series: (from: number, to: number) => string;
  readonly noBytes: string;
  /** The SHA-256 of the secret of row `n`. */
  readonly hashOf: (kind: Secret) => string;
  /** The same of a client's, as it is stored: a text. */
  readonly clientHash: string;
}

/** A table, its rows, and what fills those from one number to another. */
export interface Filled {
  readonly table: string;
  readonly count: number;
  readonly fill: (from: number, to: number) => string;
}

const PLACE = "'Firefox 203.0.113.0/24'";

export function filledTables(world: World, { series, noBytes, hashOf, clientHash }: Words): readonly Filled[] {
  const { users, clients, grants, now } = world;
  const { grantId, tokenId, sessionId, user, client, madeAt } = expressions(world);
  const sessions = Math.floor(users / EACH);
  const tokens = Math.floor(grants / EACH);
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
  const application = template(now);
  return [
    {
      table: "accounts",
      count: users,
      fill: (from, to) => `insert into accounts
          (subject, username, username_folded, password_hash, role, disabled, claims, created_at)
        select 'u' || n, 'user-' || n, 'user-' || n, ${quoted(NO_PASSWORD)}, 'user', 0,
          case when n % 2 = 0 then '{"email":"user-' || n || '@mail.example"}' else '{}' end, ${now - 400 * DAY} + n
        from ${series(from, to)}`,
    },
    {
      table: "account_words",
      count: users,
      fill: (from, to) => `insert into account_words (kind, word, subject)
        select 'word', 'user-' || n, 'u' || n from ${series(from, to)}
        union all select 'word', 'user-' || n || '@mail.example', 'u' || n from ${series(from, to)} where n % 2 = 0`,
    },
    {
      table: "registrations",
      count: clients,
      fill: (from, to) => `insert into registrations (kind, id, since, content, changed_at, name, added_at)
        select 'application', 'app-' || n, 1,
          replace(replace(${quoted(application.content)}, ${quoted(application.id)}, 'app-' || n),
            ${quoted(application.secretHash)}, ${clientHash}),
          ${now}, ${quoted(application.name)}, ${now} from ${series(from, to)}`,
    },
    {
      table: "application_secrets",
      count: clients,
      fill: (from, to) => `insert into application_secrets (client_id, hash, guessable)
        select 'app-' || n, ${clientHash}, 0 from ${series(from, to)}`,
    },
    {
      table: "registration_uses",
      count: clients,
      fill: (from, to) => `insert into registration_uses (used_kind, used_id, kind, id)
        select 'scope', one.id, 'application', 'app-' || n from ${series(from, to)}
          cross join (${application.scopes.map((scope) => `select ${quoted(scope)} as id`).join(" union all ")}) one`,
    },
    {
      table: "sessions",
      count: sessions,
      fill: (from, to) => `insert into sessions (id, hash, subject, auth_time, expires_at)
        select ${sessionId("n")}, ${hashOf("session")}, 'u' || (n * ${EACH}), ${now - DAY / 2},
          ${now + DAY} + ${5 * DAY} * n / ${Math.max(1, sessions)} from ${series(from, to)}`,
    },
    {
      table: "consents",
      count: sessions,
      // So that a user who is signed in gets a code without a page.
      fill: (from, to) => `insert into consents (subject, client_id, scope, given_at)
        select 'u' || (n * ${EACH}), '${WEB.id}', 'openid', ${now - DAY} from ${series(from, to)}
        union all
        select 'u' || ${user("n")}, 'app-' || ${client("n")}, 'openid', ${madeAt("n")} from ${series(from, to)}`,
    },
    {
      table: "access_tokens",
      count: tokens,
      // An hour of one API, and a day of others.
      fill: (from, to) => `insert into access_tokens
          (id, hash, client_id, grant_id, subject, scopes, audience, expires_at, issued_at)
        select ${tokenId("n")}, ${hashOf("access")}, 'app-' || ${client(`(n * ${EACH})`)}, ${grantId(`(n * ${EACH})`)},
          'u' || ${user(`(n * ${EACH})`)}, '${OPAQUE_API.scope}', '${OPAQUE_API.resource}',
          ${now + DAY} + ${DAY} * n / ${Math.max(1, tokens)}, ${now} from ${series(from, to)}`,
    },
    {
      table: "grants",
      count: grants,
      // A fifth began with a code, the others on a device, whose rows are shorter. A fourth was refreshed, some were revoked.
      fill: (from, to) => `insert into grants
          (id, client_id, subject, session_id, scopes, created_at, auth_time, code_hash, code_expires_at, redirect_uri,
           redirect_uri_sent, challenge, redeemed_at, redeemed_by, refresh_generation, refresh_hash, refresh_rotated_at,
           refresh_started_at, refresh_by, revoked_at, revoked_because, source, forget_after, due_at)
        select ${grantId("n")}, 'app-' || ${client("n")}, 'u' || who,
          case when n % 5 = 0 and who % ${EACH} = 0 then ${sessionId(`(who / ${EACH})`)} else 0 end,
          'openid offline_access', made, made,
          case when n % 5 = 0 then ${hashOf("code")} else ${noBytes} end,
          case when n % 5 = 0 then made + 60000 else 0 end,
          case when n % 5 = 0 then 'https://app-' || ${client("n")} || '.example/callback' else '' end,
          case when n % 5 = 0 then 1 else 0 end,
          case when n % 5 = 0 then 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' end,
          case when n % 5 = 0 then made + 1000 end,
          case when n % 5 = 0 then ${PLACE} end,
          case when n % 4 = 0 then 3 else 0 end, ${hashOf("refresh")}, rotated, made,
          case when n % 5 = 0 then ${PLACE} end,
          case when n % 50 = 7 then made + 2000 end,
          case when n % 50 = 7 then 'the user withdrew it' end,
          case when n % 5 = 0 then null else 'device' end, rotated + ${IDLE}, made + ${IDLE}
        from (select n, ${user("n")} as who, ${madeAt("n")} as made,
            case when n % 4 = 0 then (${madeAt("n")} + ${now}) / 2 else ${madeAt("n")} end as rotated
          from ${series(from, to)}) one`,
    },
  ];
}

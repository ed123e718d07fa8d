/**
 * The parameters of `DATABASE_URL`. The driver ignores those that it doesn't know, so a misspelled `sslmode` would mean no TLS. Here, each is
 * obeyed or refused, but for limits, of which Candor has its own.
 */
import { nearest } from "../../protocol/edits.ts";
import { BadAddress } from "./refused.ts";

/** What is obeyed, here or by the driver. */
const OBEYED = [
  ...["host", "port", "user", "password", "target_session_attrs", "options"],
  ...["application_name", "fallback_application_name"],
  ...["ssl", "sslmode", "sslrootcert", "sslcert", "sslkey", "sslnegotiation", "uselibpqcompat", "channel_binding"],
];

/** The driver has names of its own in the URL of a socket. */
const OF_SOCKETS = ["db", "encoding"];

/**
 * How long something may take and how many connections there are: Candor has limits of its own, and providers' URLs have these for other
 * programs. They change neither where the data is nor who can read it, so they are left out.
 */
const OWN_LIMITS = [
  ...["connect_timeout", "tcp_user_timeout", "keepalives_idle", "keepalives_interval", "keepalives_count"],
  ...["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "query_timeout"],
  ...["pool_timeout", "socket_timeout", "connecttimeout", "sockettimeout", "connectiontimeoutmillis"],
  ...["connection_limit", "pool_size", "max", "min", "pool_max_conns", "max_connections"],
];

/** With these values, a parameter asks for nothing that isn't so already. */
const SO_ALREADY: Readonly<Record<string, readonly string[]>> = {
  client_encoding: ["utf8", "utf-8", "unicode"],
  gssencmode: ["disable", "prefer"],
  keepalives: ["1"],
  load_balance_hosts: ["disable"],
  sslcompression: ["0"],
  sslsni: ["1"],
};

const REMOVE = "remove it";
const SCHEMA = "write options=-csearch_path=NAME, with the name of the schema";
const ROOT = "write sslrootcert=/path/to/ca.pem";
const MODE = "write sslmode=verify-full";

/** What to do instead, by the names of libpq's parameters that aren't obeyed, and of those that other programs have in such a URL. */
const INSTEAD: Readonly<Record<string, string>> = {
  ...all(["schema", "currentschema", "search_path", "searchpath"], SCHEMA),
  ...all(["sslaccept", "tls", "ssl-mode"], MODE),
  ...all(["sslca", "ssl_ca", "sslcrl", "sslcrldir"], ROOT),
  ...all(
    ["pgbouncer", "statement_cache_size", "prepared_statements", "preparethreshold"],
    `${REMOVE}: a pooler must have pool_mode = session`,
  ),
  client_encoding: `${REMOVE}: Candor writes UTF-8`,
  dbname: "write the name of the database behind the hosts, as in postgresql://host/NAME",
  database: "write the name of the database behind the hosts, as in postgresql://host/NAME",
  gssencmode: `${REMOVE}, and write sslmode=verify-full: Candor encrypts by TLS`,
  hostaddr: "write the IP address as the host",
  keepalives: `${REMOVE}: Candor notices connections that are gone`,
  load_balance_hosts: `${REMOVE}: there is one primary`,
  passfile: "write user and password into the URL, and the URL into a file that DATABASE_URL_FILE names",
  replication: `${REMOVE}: Candor needs ordinary connections`,
  service: "write host, port, user and database",
  ssl_min_protocol_version: `${REMOVE}: it is TLS 1.2 or later. PostgreSQL's own ssl_min_protocol_version asks for more`,
  sslpassword: "name a key in sslkey that isn't encrypted, and that only the user of the server can read",
};

/** The rest of libpq: known, but nothing that can be said instead. */
const OF_LIBPQ = new Set([
  ...["gssdelegation", "gsslib", "krbsrvname", "max_protocol_version", "min_protocol_version", "require_auth"],
  ...["requirepeer", "requiressl", "scram_client_key", "scram_server_key", "servicefile", "ssl_max_protocol_version"],
  ...["sslcertmode", "sslcompression", "sslkeylogfile", "sslsni", "oauth_client_id", "oauth_client_secret"],
  ...["oauth_issuer", "oauth_scope"],
]);

function all(names: readonly string[], instead: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, instead]));
}

/** Special characters in a password end it, and what follows looks like a name. */
const UNSURE =
  "has parameters that Candor doesn't know, which may be parts of the password: write %26 for & in it, %23 for #, %25 for %";

/**
 * Refuses what isn't obeyed, and removes what is so already.
 * @throws {BadAddress}
 */
export function expectObeyed(parameters: URLSearchParams, isSocket = false): void {
  const isPasswordAmong = parameters.has("password") || parameters.has("sslpassword");
  const found = [...new Set(parameters.keys())].flatMap((name) => {
    const values = parameters.getAll(name);
    if (OBEYED.includes(name) || (isSocket && OF_SOCKETS.includes(name)))
      return values.length === 1 ? [] : [`has ${name} ${values.length} times: write it once`];
    if (OWN_LIMITS.includes(name.toLowerCase())) {
      parameters.delete(name);
      return [];
    }
    if (values.every((value) => Object.hasOwn(SO_ALREADY, name) && SO_ALREADY[name]?.includes(value.toLowerCase()))) {
      parameters.delete(name);
      return [];
    }
    const instead = insteadOf(name);
    if (instead === undefined && isPasswordAmong) return [UNSURE];
    return [`has the parameter ${name.slice(0, 40)}, which Candor doesn't know: ${instead ?? REMOVE}`];
  });
  if (found.length > 0) throw new BadAddress(found.join("; it "));
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, "");

function insteadOf(name: string): string | undefined {
  const known = name.toLowerCase();
  if (Object.hasOwn(INSTEAD, known)) return INSTEAD[known];
  if (OF_LIBPQ.has(known)) return `${REMOVE}, because it would change nothing`;
  const near = nearest(plain(name), OBEYED.map(plain));
  const meant = OBEYED.find((one) => plain(one) === near);
  return meant && `perhaps ${meant} is meant`;
}

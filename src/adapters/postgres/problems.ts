/** Why a database of PostgreSQL can't be opened, by a name of its own, and what to do about it. */
import { BadAddress, NoHost, NotBound, SharedConnections } from "./refused.ts";

/** What is wrong, and what to do. */
export interface Problem {
  readonly id: string;
  readonly found: string;
  readonly expected: string;
  readonly fix: string;
}

/** What is known of an error: its code, where in PostgreSQL it arose, and the words of whoever said it. */
interface Fault {
  readonly error: Error;
  readonly code: string;
  readonly routine: string;
  readonly message: string;
}

/** A kind of problem. `fixes` are for some of its faults, and win over `fix`. */
interface Kind extends Omit<Problem, "found"> {
  readonly when: string;
  readonly is: (fault: Fault) => boolean;
  readonly fixes?: readonly (readonly [(fault: Fault) => boolean, string])[];
}

const one =
  (...codes: readonly string[]) =>
  ({ code }: Fault): boolean =>
    codes.includes(code);
const said =
  (words: RegExp) =>
  ({ message }: Fault): boolean =>
    words.test(message);
const either =
  (...all: readonly ((fault: Fault) => boolean)[]) =>
  (fault: Fault): boolean =>
    all.some((is) => is(fault));

/** Where PostgreSQL refuses a user a database. Its words may be in any language. */
const inRoutine =
  (...routines: readonly string[]) =>
  ({ routine }: Fault): boolean =>
    routines.includes(routine);

const NAMES_OTHERS = one("ERR_TLS_CERT_ALTNAME_INVALID");
const HAS_EXPIRED = one("CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID");
const NOT_OFFERED = said(/server does not support SSL/);
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO|^ERR_(?:SSL|TLS|OSSL)|^EPROTO$/;

/** Of the first one that fits. */
export const KINDS: readonly Kind[] = [
  {
    id: "database/url-unusable",
    when: "DATABASE_URL can't be read, has a parameter that Candor doesn't know, names a file that can't be read, or asks for what a server can't use.",
    expected: "postgresql://user:password@host:5432/database, with several hosts separated by commas",
    fix: "Correct DATABASE_URL. Special characters of the password are percent-encoded: %2F for /, %40 for @, %25 for %.",
    fixes: [
      [said(/names a file/), "Correct the path in DATABASE_URL, or let the user of the server read the file."],
      [
        ({ error }) => error instanceof NotBound,
        "It takes TLS, scram-sha-256 in pg_hba.conf, and a password that was set with it. A pooler in between can't do it: remove channel_binding then.",
      ],
      [said(/ (?:doesn't know|times): /), "Change the parameters in DATABASE_URL as it says."],
    ],
    is: ({ error }) => error instanceof BadAddress,
  },
  {
    id: "database/no-primary",
    when: "DATABASE_URL has several hosts, and none of them accepts writes.",
    expected: "one host that isn't in recovery, and whose transactions aren't read-only by default",
    fix: "Promote the standby that is to take over, or start the primary. Each host says what it is.",
    is: ({ error }) => error instanceof NoHost,
  },
  {
    id: "database/shared-connections",
    when: "A pooler gives its connections to others between transactions or statements.",
    expected: "pool_mode = session, or PostgreSQL itself",
    fix: "Set pool_mode = session in the pooler, or let DATABASE_URL name PostgreSQL itself.",
    is: ({ error }) => error instanceof SharedConnections,
  },
  {
    id: "database/tls",
    when: "There is no connection by TLS, though DATABASE_URL asks for one.",
    expected: "a certificate of the host in DATABASE_URL, from an authority that this machine trusts",
    fix: "Name the authority that issued the certificate of the database: sslrootcert=/path/to/ca.pem in DATABASE_URL. Providers of databases offer theirs as a download.",
    fixes: [
      [
        NOT_OFFERED,
        "Turn TLS on in PostgreSQL (ssl = on). Or, on a network that you trust, write sslmode=disable in DATABASE_URL.",
      ],
      [
        NAMES_OTHERS,
        "Let DATABASE_URL name the host as its certificate does, or issue one for the name in DATABASE_URL.",
      ],
      [HAS_EXPIRED, "Renew the certificate of the database, and check the clock of this machine."],
    ],
    is: either(NOT_OFFERED, said(/establishing an SSL connection/), ({ code }) => CERTIFICATE.test(code)),
  },
  {
    id: "database/user-refused",
    when: "PostgreSQL doesn't let the user in: wrong password, no such user, or no rule for them.",
    expected: "a user who may log in, with the right password, from this machine, into this database",
    fix: "Check user and password in DATABASE_URL, in psql with the same URL. PostgreSQL's own log says more than it tells the client.",
    fixes: [
      [
        said(/password must be a (?:non-empty )?string/),
        "Add the password to DATABASE_URL: postgresql://user:password@host. Or keep the whole URL in a file, and name that in DATABASE_URL_FILE.",
      ],
      [
        inRoutine("ClientAuthentication"),
        "Add a line for this user, database and IP address to pg_hba.conf, and reload PostgreSQL. If it says that there is no encryption, and others may come in by TLS, add sslmode=verify-full to DATABASE_URL.",
      ],
      [
        inRoutine("CheckMyDatabase"),
        "Run grant connect on database NAME to USER, or let DATABASE_URL name the owner of the database.",
      ],
      [
        inRoutine("InitializeSessionUserId"),
        "Run create role USER login password '…', or correct the user in DATABASE_URL.",
      ],
    ],
    is: either(
      ({ code }) => code.startsWith("28"),
      said(/^SASL:/),
      (fault) => one("42501", "55000")(fault) && inRoutine("CheckMyDatabase")(fault),
    ),
  },
  {
    id: "database/absent",
    when: "There is no database of this name.",
    expected: "a database, which may be empty",
    fix: "Make it: createdb --owner USER NAME. Or correct the name at the end of DATABASE_URL.",
    is: one("3D000"),
  },
  {
    id: "database/no-connections",
    when: "PostgreSQL accepts no more connections.",
    expected: "11 free connections for each process of Candor",
    fix: "Raise max_connections, or the limit of the role or the database. Run fewer workers, or put a pooler in session mode in between.",
    is: one("53300"),
  },
  {
    id: "schema/not-permitted",
    when: "The user may not make tables in the first schema of the search path, or there is none.",
    expected: "a schema in which the user may create tables and functions",
    fix: "Make the user the owner of the database, or: grant create on schema public to USER. Since version 15 of PostgreSQL, only the owner may by default.",
    fixes: [
      [
        one("3F000"),
        "Run create schema authorization USER, or set the search path of the user to a schema that exists.",
      ],
    ],
    is: one("42501", "3F000"),
  },
];

/** The rest: nobody is there who could say anything, or it can't work for now. */
export const UNREACHABLE = {
  id: "database/unreachable",
  when: "The database can't be opened.",
  expected: "a database that this user can open",
  fix: "Start the database, and check DATABASE_URL, or --data. What the database says is in the finding.",
} as const;

const WAYS: NonNullable<Kind["fixes"]> = [
  [
    one("ENOTFOUND", "EAI_AGAIN"),
    "Check the name of the host in DATABASE_URL, and whether this machine can look it up: getent hosts NAME. Containers know others by name on the same network.",
  ],
  [
    one("ECONNREFUSED"),
    "Start PostgreSQL, or correct host and port in DATABASE_URL. It listens on localhost alone unless listen_addresses says otherwise, and in a container, localhost is the container.",
  ],
  [
    ({ error, code }) =>
      ["ENOENT", "EACCES", "EPERM"].includes(code) && "syscall" in error && error.syscall === "connect",
    "Start PostgreSQL, or correct the directory of its socket in DATABASE_URL (unix_socket_directories), which this user must be allowed to use.",
  ],
  [
    either(one("ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH"), said(/timeout/i)),
    "Nothing comes back from there. Look for a firewall, a security group or a wrong IP address between this machine and the database.",
  ],
  [
    ({ code }) => code.startsWith("57P"),
    "It is starting, stopping or recovering. Wait until it has, and look at its log if that takes long.",
  ],
  [
    either(one("ECONNRESET", "EPIPE"), said(/terminated unexpectedly|received invalid response/i)),
    "Whoever listens there hangs up, or doesn't speak as PostgreSQL does: another service, or a proxy with no database behind it. Check host and port.",
  ],
];

/** Names the problem that an error of the driver or of PostgreSQL stands for, or of what it was made of. */
export function problemOf(error: unknown): Problem {
  const fault = faultOf(error instanceof Error && error.cause instanceof Error ? error.cause : error);
  const {
    is: _,
    when: __,
    fixes = WAYS,
    ...kind
  } = KINDS.find(({ is }) => is(fault)) ?? { ...UNREACHABLE, is: () => true };
  const [, fix = kind.fix] = fixes.find(([is]) => is(fault)) ?? [];
  return { ...kind, found: fault.message, fix };
}

function faultOf(error: unknown): Fault {
  const plain = error instanceof Error ? error : new Error(String(error));
  const textOf = (name: string): string => {
    const value = (plain as unknown as Record<string, unknown>)[name];
    return typeof value === "string" ? value : "";
  };
  // Of a name with several IP addresses, each of which was tried.
  const all = plain instanceof AggregateError ? plain.errors.map(String) : [];
  return {
    error: plain,
    code: textOf("code"),
    routine: textOf("routine"),
    message: plain.message || all.join("; ") || plain.name,
  };
}

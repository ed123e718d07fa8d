/** What `DATABASE_URL` says: at which hosts a database is, in which state one of them is of use, and how the way there is protected. */
import { expectObeyed } from "./parameters.ts";
import { BadAddress } from "./refused.ts";

/** One of the hosts. */
export interface Host {
  /** A name, an IP address, or the directory of a socket; empty where the driver's default is meant. */
  readonly host: string;
  readonly port: number;
  /** The URL with this host alone. */
  readonly url: string;
}

/** What a database is asked for: to store, or only to be read. */
export type Use = "primary" | "standby";

export interface Address {
  readonly hosts: readonly [Host, ...Host[]];
  /** In which state a host is of use; `undefined`: the only one, whatever it is. */
  readonly wants: Use | undefined;
}

const DEFAULT_PORT = 5432;

/** Scheme, user with password, hosts, path, parameters. */
const FORM = /^(postgres(?:ql)?:\/\/)(?:([^/?#]*)@)?([^/?#@]*)(\/[^?#]*)?(?:\?([^#]*))?$/s;

/** The path of a socket, which the driver reads as well. */
const SOCKET = /^(?:socket:|\/)/;

/** With which values of libpq's `target_session_attrs` a database is of use. Without them, several hosts mean the same. */
const STATES: Readonly<Record<Use, readonly string[]>> = {
  primary: ["any", "read-write", "primary"],
  standby: ["any", "read-only", "standby", "prefer-standby"],
};

/** With all of these, the driver verifies the certificate and its name, and warns that it may not always do so. */
const STRICT = ["allow", "prefer", "require", "verify-ca", "verify-full"];
const LAX = ["disable", "no-verify"];

const NOT_ONE =
  "isn't the URL of a PostgreSQL database. Write postgresql://user:password@host:5432/database, " +
  "with special characters of the password percent-encoded: %2F for /, %40 for @, %25 for %";

/** The variables that name databases. */
const VARIABLE: Readonly<Record<Use, string>> = { primary: "DATABASE_URL", standby: "DATABASE_REPLICA_URL" };

/**
 * Reads the URL of a database as libpq does, with several hosts separated by commas. `use`: what it is for.
 * @throws {BadAddress}
 */
export function readAddress(url: string, use: Use = "primary"): Address {
  try {
    return SOCKET.test(url) ? readSocket(url) : read(url, use);
  } catch (error) {
    // What Node says of a URL may have the password in it.
    throw new BadAddress(`${VARIABLE[use]} ${error instanceof BadAddress ? error.message : NOT_ONE}`);
  }
}

function readSocket(url: string): Address {
  const [, query] = /^socket:[^?]*\?(.*)$/s.exec(url) ?? [];
  if (query !== undefined) expectObeyed(new URLSearchParams(query), true);
  return { hosts: [{ host: "", port: DEFAULT_PORT, url }], wants: undefined };
}

function read(url: string, use: Use): Address {
  const [, scheme, user, authority = "", path = "", query = ""] = FORM.exec(url.trim()) ?? [];
  const parameters = new URLSearchParams(query);
  // What is behind a special character of a password seems to be the path.
  if (scheme === undefined || path.includes("@") || hasPassword(user, parameters)) throw new BadAddress(NOT_ONE);
  expectObeyed(parameters);
  const attrs = parameters.get("target_session_attrs");
  expectOne("target_session_attrs", attrs, STATES[use]);
  parameters.delete("target_session_attrs");
  protect(parameters);
  const hosts = hostsIn(authority, parameters).map(({ host, port }) => {
    const one = `${scheme}${user === undefined ? "" : `${user}@`}${placed(host, port, path, parameters)}`;
    return { host, port: port ?? DEFAULT_PORT, url: one };
  });
  const wants = hosts.length > 1 || (attrs !== null && attrs !== "any") ? use : undefined;
  return { hosts: hosts as unknown as Address["hosts"], wants };
}

/** What a database is called: its URL without user, password and parameters. `undefined` if it isn't one. */
export function nameOfDatabase(url: string): string | undefined {
  const [, scheme, , authority = "", path = "", query = ""] = FORM.exec(url.trim()) ?? [];
  if (scheme === undefined || path.includes("@")) return undefined;
  const host = authority || (new URLSearchParams(query).get("host") ?? "");
  return `${scheme}${host}${path}`;
}

/** Whether the end of a password seems to be among the parameters: then there is an `@` or a `/` where none belongs. */
const hasPassword = (user: string | undefined, parameters: URLSearchParams): boolean =>
  [...parameters].some(
    ([name, value]) =>
      /[@/]/.test(name) || (user === undefined && value.includes("@") && !["user", "password"].includes(name)),
  );

function expectOne(name: string, value: string | null, allowed: readonly string[]): void {
  if (value !== null && !allowed.includes(value))
    throw new BadAddress(`has ${name}=${value.slice(0, 40)}, expected ${allowed.join(", ")}`);
}

/** What the driver's own `ssl` means as a mode. */
const MODES: Readonly<Record<string, string>> = {
  ...{ true: "verify-full", 1: "verify-full", false: "disable", 0: "disable", "no-verify": "no-verify" },
};

/** `sslmode`, in the words of the driver. */
function protect(parameters: URLSearchParams): void {
  const [given, ssl] = [parameters.get("sslmode"), parameters.get("ssl")];
  expectOne("sslmode", given, [...STRICT, ...LAX]);
  expectOne("ssl", ssl, Object.keys(MODES));
  expectOne("sslnegotiation", parameters.get("sslnegotiation"), ["postgres", "direct"]);
  expectOne("channel_binding", parameters.get("channel_binding"), ["disable", "prefer", "require"]);
  expectOne("uselibpqcompat", parameters.get("uselibpqcompat"), ["true", "false"]);
  const meant = ssl === null ? null : (MODES[ssl] ?? null);
  if (given !== null && meant !== null && (given === "disable") !== (meant === "disable"))
    throw new BadAddress(`has ssl=${ssl} and sslmode=${given}: keep sslmode alone`);
  const mode = given ?? meant;
  parameters.delete("ssl");
  if (mode !== null) parameters.set("sslmode", mode);
  // The name for the authorities that the system trusts, which are the default.
  const trustsSystem = parameters.get("sslrootcert") === "system";
  if (trustsSystem) parameters.delete("sslrootcert");
  if ((trustsSystem || (mode !== null && STRICT.includes(mode))) && parameters.get("uselibpqcompat") !== "true")
    parameters.set("sslmode", "verify-full");
}

interface Named {
  readonly host: string;
  readonly port: number | undefined;
}

/** Parameters win, as in libpq. They are removed. */
function hostsIn(authority: string, parameters: URLSearchParams): readonly Named[] {
  const [hosts, ports] = [parameters.get("host"), parameters.get("port")].map((value) => value?.split(","));
  parameters.delete("host");
  parameters.delete("port");
  const named = hosts?.map((host) => ({ host, port: "" })) ?? authority.split(",").map(hostAndPort);
  if (ports !== undefined && ports.length !== 1 && ports.length !== named.length)
    throw new BadAddress(`has ${ports.length} ports for ${named.length} hosts: name one, or one for each`);
  return named.map(({ host, port }, at) => {
    if (host === "" && named.length > 1) throw new BadAddress("has an empty host between two commas");
    return { host, port: portOf(ports?.[ports.length === 1 ? 0 : at] ?? port) };
  });
}

function hostAndPort(text: string): { readonly host: string; readonly port: string } {
  const [, bracketed, plain = "", port = ""] = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/s.exec(text) ?? [];
  return { host: bracketed ?? decoded(plain), port };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new BadAddress(NOT_ONE);
  }
}

function portOf(text: string): number | undefined {
  if (text === "") return undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw new BadAddress(NOT_ONE);
  return port;
}

/** What follows the user: host, port, path and parameters. A directory of a socket is a parameter of the driver. */
function placed(host: string, port: number | undefined, path: string, parameters: URLSearchParams): string {
  const own = new URLSearchParams(parameters);
  const isSocket = host.startsWith("/");
  if (isSocket) own.set("host", host);
  if (isSocket && port !== undefined) own.set("port", String(port));
  const name = host.includes(":") ? `[${host}]` : encodeURIComponent(host);
  const authority = isSocket ? "" : `${name}${port === undefined ? "" : `:${port}`}`;
  return `${authority}${path}${own.size === 0 ? "" : `?${own}`}`;
}

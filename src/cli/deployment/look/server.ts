/** Looks at a running server from outside, as a client does: through the proxy, by its public URL. */
import { connect as connectPlain, isIP } from "node:net";
import { connect, type DetailedPeerCertificate } from "node:tls";
import { PATHS } from "../checks/network.ts";
import type { Server, Tls } from "../facts.ts";
import { FORGED } from "./origin.ts";

/** Milliseconds for each request. */
const PATIENCE = 5_000;

const TYPE = "application/x-www-form-urlencoded";

/** `issuer` without a slash at its end. Never follows a redirect to another host. */
export async function lookAtServer(issuer: string): Promise<Server> {
  const url = new URL(issuer);
  const tls = url.protocol === "https:" ? await tlsOf(url).catch(() => undefined) : undefined;
  const request = (path: string, init: RequestInit = {}) =>
    fetch(issuer + path, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE), ...init });
  try {
    const statuses: Record<string, number> = {};
    for (const path of PATHS) {
      const response = await request(path);
      statuses[path] = response.status;
      await response.body?.cancel();
    }
    const body = new URLSearchParams({ grant_type: "client_credentials" }).toString();
    const headers = { "content-type": TYPE, "x-forwarded-for": FORGED };
    // Nothing in between keeps the response to this one, whose time is that of the server.
    const before = Date.now();
    const refused = await request("/token", { method: "POST", headers, body });
    const here = (before + Date.now()) / 2;
    const date = Date.parse(refused.headers.get("date") ?? "");
    const refusal = ((await refused.json().catch(() => ({}))) as { readonly error_uri?: unknown }).error_uri;
    return {
      issuer,
      statuses,
      metadata: await metadataOf(url),
      // Its seconds are cut off.
      ...(!Number.isNaN(date) && { clock: { there: date + 500, here } }),
      ...(typeof refusal === "string" && { refusal }),
      ...(tls && { tls }),
    };
  } catch (error) {
    return { issuer, fault: reasonOf(error), ...(tls && { tls }) };
  }
}

/** The IP address from which this machine reaches the server; `undefined` if it can't. */
export function ownAddress(issuer: string): Promise<string | undefined> {
  const { hostname, port, protocol } = new URL(issuer);
  const to = { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || (protocol === "https:" ? 443 : 80)) };
  return new Promise((resolve) => {
    const socket = connectPlain(to);
    socket.setTimeout(PATIENCE, () => socket.destroy());
    socket.once("error", () => resolve(undefined)).once("close", () => resolve(undefined));
    socket.once("connect", () => {
      resolve(socket.localAddress);
      socket.destroy();
    });
  });
}

/** What fetch says is only that it failed. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : message;
}

async function metadataOf({ origin, pathname }: URL): Promise<NonNullable<Server["metadata"]>> {
  const path = pathname === "/" ? "" : pathname;
  const urls = [
    `${origin}${path}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${path}`,
  ];
  const found: { url: string; issuer: unknown; text: string }[] = [];
  for (const url of urls) {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
    const members = (await response.json().catch(() => ({}))) as Readonly<Record<string, unknown>>;
    found.push({ url, issuer: members.issuer, text: JSON.stringify(members) });
  }
  return found;
}

/** The handshake, whether or not the certificate is trusted. */
function tlsOf({ hostname, port }: URL): Promise<Tls> {
  return new Promise((resolve, reject) => {
    const host = hostname.replace(/^\[|\]$/g, "");
    // RFC 6066 3: an IP address isn't a server name.
    const name = isIP(host) === 0 ? { servername: host } : {};
    const socket = connect({ host, port: Number(port || 443), ...name, rejectUnauthorized: false });
    socket.setTimeout(PATIENCE, () => socket.destroy(new Error("It takes too long.")));
    socket.once("error", reject);
    socket.once("secureConnect", () => {
      const { valid_to, subjectaltname, subject } = socket.getPeerCertificate() as DetailedPeerCertificate;
      const fault = socket.authorizationError as unknown as NodeJS.ErrnoException | string | undefined;
      const code = typeof fault === "string" ? fault : fault?.code;
      resolve({
        protocol: socket.getProtocol() ?? "",
        validTo: Date.parse(valid_to),
        names: subjectaltname ?? String(subject?.CN),
        ...(code !== undefined && { code, fault: typeof fault === "string" ? fault : (fault?.message ?? code) }),
      });
      socket.destroy();
    });
  });
}

/** What clients meet: the proxy in front, TLS, the metadata, and the servers that this one sends to. */
import { BlockList, isIP } from "node:net";
import { prefixOf } from "../../../service/network.ts";
import { type DeploymentCheck, where } from "../define.ts";
import type { Reached } from "../facts.ts";
import { FORGED, FORGED_NETWORK } from "../look/origin.ts";

const DAY = 86_400_000;
/** Days before its end at which a certificate should have been replaced. Those of Let's Encrypt are after 60 of 90. */
const SOON = 21;
/** Whether a network, as the server notes it, is one of this machine's own. */
const isLoopback = (seen: string): boolean => /^(?:127\.|0000:0000:0000::)/.test(seen);

/** Whether one of these IP addresses or networks is in it, or has it within. */
const isAmong = (seen: string, trusted: readonly string[]): boolean =>
  trusted.some((one) => {
    const [address = "", length] = one.split("/");
    if (prefixOf(address) === seen) return true;
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (length === undefined || isIP(address) === 0 || seen.includes(":") !== (family === "ipv6")) return false;
    const within = new BlockList();
    within.addSubnet(address, Number(length), family);
    return within.check(seen.split("/")[0] ?? "", family);
  });

/** Paths that anybody must be able to request through the proxy. */
export const PATHS = ["/jwks", "/token", "/authorize", "/console", "/healthz", "/readyz", "/errors"] as const;

/** What the server itself returns to whoever looks, of paths without which no client gets on. */
const OWN: Readonly<Record<string, readonly number[]>> = {
  "/jwks": [200],
  "/token": [400, 405],
  "/authorize": [400],
};

/** Whether something else has responded. What isn't found is another finding. */
const isRefused = (path: string, status: number): boolean =>
  OWN[path] !== undefined && ![...(OWN[path] ?? []), 404, 502, 504].includes(status);

const unreachable = (what: Reached["what"], fix: string): DeploymentCheck => ({
  id: `${what}/unreachable`,
  when: `The ${what === "mail" ? "SMTP server" : "server"} of notices.${what} can't be reached from this machine.`,
  expected: "a server that accepts connections",
  fix,
  find: ({ reached }) =>
    reached?.flatMap((one) => (one.what === what && one.fault !== undefined ? [`${one.at}: ${one.fault}`] : [])),
});

export const network: readonly DeploymentCheck[] = [
  {
    id: "server/unreachable",
    when: "The issuer can't be requested from this machine.",
    expected: "a response of the server",
    fix: "Start the server, and check DNS, the firewall, and whether the proxy passes requests on.",
    find: ({ server }) => server && where(server.fault !== undefined, () => `${server.issuer}: ${server.fault}`),
  },
  {
    id: "server/not-ready",
    when: "/readyz doesn't say 200: the server doesn't want requests, for example because its database is gone.",
    expected: "200",
    fix: "Look in the log of the server. If the database is reachable again, it becomes ready by itself.",
    find: ({ server }) => {
      const status = server?.statuses?.["/readyz"];
      const isFailing = status !== undefined && status >= 500 && status !== 502 && status !== 504;
      return status === undefined ? undefined : where(isFailing, () => `/readyz returns ${status}`);
    },
  },
  {
    id: "server/issuer-mismatch",
    when: "The metadata names another issuer than the URL that was requested. Clients refuse such metadata (RFC 8414 3.3).",
    expected: "metadata whose issuer is the one that was requested, character by character",
    fix: "Set issuer to the URL that clients use, without a slash at its end, or request that one.",
    find: ({ server }) =>
      server?.metadata?.flatMap(({ url, issuer }) =>
        where(issuer !== server.issuer, () => `${url} names ${JSON.stringify(issuer)}, not ${server.issuer}`),
      ),
  },
  {
    id: "server/metadata-differ",
    when: "The two URLs of the metadata return different documents, so a proxy sends them to different servers or caches one.",
    expected: "the same members in both",
    fix: "Pass both paths on to the same servers, and don't let the proxy cache them for longer than Cache-Control says.",
    find: ({ server }) => {
      const [one, other] = server?.metadata ?? [];
      if (one === undefined || other === undefined) return undefined;
      return where(one.text !== other.text, () => `${one.url} and ${other.url} differ`);
    },
  },
  {
    id: "proxy/path-missing",
    when: "A path of the server isn't found through the proxy.",
    expected: "no 404 and no response of the proxy's own for paths of the server",
    fix: "Pass all paths below the issuer on to the server, and leave them as they are. Guide: docs/guides/proxy.md.",
    find: ({ server }) =>
      server?.statuses &&
      Object.entries(server.statuses).flatMap(([path, status]) =>
        where(status === 404 || status === 502 || status === 504, () => `${path} returns ${status}`),
      ),
  },
  {
    id: "proxy/path-refused",
    when: "A path that clients request isn't passed on to the server: the proxy refuses it, redirects it, or fails.",
    expected: "the server's own response: 200 for /jwks, 400 for /authorize, 405 for GET /token",
    fix: "Let the proxy pass these paths on without signing anybody in, and without redirects. Guide: docs/guides/proxy.md.",
    find: ({ server }) =>
      server?.statuses &&
      Object.entries(server.statuses).flatMap(([path, status]) =>
        where(isRefused(path, status), () => `${path} returns ${status}`),
      ),
  },
  {
    id: "proxy/scheme-lost",
    when: "Requests by https arrive as http: the proxy doesn't send X-Forwarded-Proto, or the server doesn't trust it.",
    expected: "X-Forwarded-Proto: https from the proxy, and trustedProxy with its IP address",
    fix: "Let the proxy set X-Forwarded-Proto and X-Forwarded-For, and set trustedProxy to its IP address. Guide: docs/guides/proxy.md.",
    find: ({ server }) =>
      server?.refusal === undefined
        ? undefined
        : where(
            server.refusal.includes("/errors/transport/insecure"),
            () => "a token request by https was refused as transport/insecure",
          ),
  },
  {
    id: "proxy/address-forged",
    when: "An X-Forwarded-For that a client has sent is believed: the proxy passes it on as it is. Needs --issuer and the server's database.",
    expected: "the client's own IP address, which the proxy puts into X-Forwarded-For, or at its end",
    fix: "Let the proxy set X-Forwarded-For to the IP address of the connection, or append it (nginx: proxy_set_header X-Forwarded-For $remote_addr). Until then, anybody escapes the limits on guesses. Guide: docs/guides/proxy.md.",
    find: ({ server }) =>
      server?.origin &&
      where(
        server.origin.seen === FORGED_NETWORK,
        () => `a request with the header X-Forwarded-For: ${FORGED} counts as one from there`,
      ),
  },
  {
    id: "proxy/address-lost",
    when: "Requests seem to come from the proxy itself: X-Forwarded-For doesn't arrive, or the server doesn't trust the proxy. Needs --issuer and the server's database, and this command on another machine than the proxy.",
    expected: "the network of the client, from X-Forwarded-For",
    fix: "Let the proxy set X-Forwarded-For, and set trustedProxy to its IP address. Until then, all clients share one limit on guesses. Guide: docs/guides/proxy.md.",
    find: ({ server, configuration }) => {
      if (server?.origin === undefined) return undefined;
      const { seen, own } = server.origin;
      const isProxy = isLoopback(seen) || isAmong(seen, configuration?.trustedProxy ?? []);
      return where(isProxy && seen !== own, () => `a request from ${own ?? "here"} counts as one from ${seen}`);
    },
  },
  {
    id: "tls/not-encrypted",
    when: "The issuer is an http URL that isn't on this machine.",
    expected: "an https URL",
    fix: "Serve with TLS: set tls, or put a proxy in front, and set issuer to the https URL.",
    find: ({ server }) => {
      if (server === undefined) return undefined;
      const { protocol, hostname } = new URL(server.issuer);
      return where(protocol === "http:" && !/^(?:localhost|127\.|\[::1\])/.test(hostname), () => server.issuer);
    },
  },
  {
    id: "tls/name-mismatch",
    when: "The certificate is for other names than the issuer's.",
    expected: "a certificate with the host name of the issuer",
    fix: "Get a certificate for the issuer's host name, or let the proxy choose the right one by SNI.",
    find: ({ server }) =>
      server?.tls &&
      where(server.tls.code === "ERR_TLS_CERT_ALTNAME_INVALID", () => `the certificate is for ${server.tls?.names}`),
  },
  {
    id: "tls/untrusted",
    when: "The certificate's chain doesn't lead to an authority that this machine trusts.",
    expected: "the certificate and all intermediate ones, of a known authority",
    fix: "Send the full chain (fullchain.pem). For an authority of your own, let Node know it: NODE_EXTRA_CA_CERTS.",
    find: ({ server }) =>
      server?.tls &&
      where(
        server.tls.fault !== undefined &&
          !["ERR_TLS_CERT_ALTNAME_INVALID", "CERT_HAS_EXPIRED"].includes(server.tls.code ?? ""),
        () => `${server.tls?.fault}`,
      ),
  },
  {
    id: "tls/expires",
    when: `The certificate has expired, or will in ${SOON} days.`,
    expected: `a certificate that is valid for more than ${SOON} days`,
    fix: "Renew the certificate, and find out why that didn't happen by itself.",
    find: ({ server, now }) =>
      server?.tls &&
      where(
        server.tls.validTo - now < SOON * DAY,
        () => `it is valid until ${new Date(server.tls?.validTo ?? 0).toISOString()}`,
      ),
  },
  {
    id: "tls/old-protocol",
    when: "The connection is made with a version of TLS before 1.2.",
    expected: "TLS 1.2 or 1.3",
    fix: "Switch the old versions off at the proxy (RFC 9325 3.1.1).",
    find: ({ server }) =>
      server?.tls && where(!/^TLSv1\.[23]$/.test(server.tls.protocol), () => server.tls?.protocol ?? ""),
  },
  unreachable("mail", "Check notices.mail.host and port, and whether the firewall lets this machine connect."),
  unreachable("webhook", "Check notices.webhook.url, and whether the firewall lets this machine connect."),
];

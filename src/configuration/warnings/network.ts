/** Where the server listens, and how the world sees it. */
import { isIP } from "node:net";
import { isLoopback } from "../loopback.ts";
import { type Check, ofServer } from "./define.ts";

/** The port that clients of the issuer connect to. */
function portOf({ port, protocol }: URL): number {
  return port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
}

/** Networks so large that they contain strangers. */
function isMostOfTheInternet(network: string): boolean {
  const [address = "", bits] = network.split("/");
  return bits !== undefined && Number(bits) < (isIP(address) === 4 ? 8 : 16);
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, "");

export const network: readonly Check[] = [
  {
    name: "https-without-tls",
    setting: "issuer",
    when: "The issuer is https, and there is neither `tls` nor `trustedProxy`.",
    means:
      "Every request is refused as transport/insecure, because the server uses http and doesn't trust a proxy that terminates TLS.",
    fix: "Set trustedProxy to the IP address of the proxy that terminates TLS, or set tls to a certificate and its key.",
    alone: true,
    find: ofServer(
      "issuer",
      ({ issuer, tls, trustedProxy }) =>
        issuer.startsWith("https:") &&
        tls === undefined &&
        trustedProxy.length === 0 &&
        `${issuer}, while neither tls nor trustedProxy is set`,
    ),
  },
  {
    name: "tls-with-http-issuer",
    setting: "tls",
    when: "`tls` is set and the issuer is http.",
    means: "Clients use the issuer URL and send http to a port that accepts only https.",
    fix: "Change issuer to an https URL, or remove tls.",
    alone: true,
    find: ofServer(
      "tls",
      ({ issuer, tls }) => tls !== undefined && issuer.startsWith("http:") && `set, while issuer is ${issuer}`,
    ),
  },
  {
    name: "port-differs",
    setting: "port",
    when: "The server listens on a different port than the issuer has, and `trustedProxy` isn't set.",
    means:
      "Clients connect to the issuer's port. The server doesn't listen there, so they reach it only if something forwards that port.",
    fix: "Use the same port in issuer and port, or set trustedProxy to the IP address of the proxy in between.",
    alone: true,
    find: ofServer("port", ({ issuer, port, trustedProxy }) => {
      const expected = portOf(new URL(issuer));
      const is = port === 0 ? "0, which lets the system choose" : String(port);
      return (
        port !== expected && trustedProxy.length === 0 && `${is}, while clients of ${issuer} connect to ${expected}`
      );
    }),
  },
  {
    name: "loopback-only",
    setting: "host",
    when: "The issuer is a public name, `host` is a loopback address, and `trustedProxy` isn't set.",
    means: "Only programs on this machine can connect.",
    fix: 'Set host to "0.0.0.0" (or "::"), or set trustedProxy to the IP address of the proxy on this machine.',
    alone: true,
    find: ofServer(
      "host",
      ({ issuer, host, trustedProxy }) =>
        isLoopback(host) &&
        !isLoopback(new URL(issuer).hostname) &&
        trustedProxy.length === 0 &&
        `${host}, while issuer is ${issuer}`,
    ),
  },
  {
    name: "everyone-is-a-trusted-proxy",
    setting: "trustedProxy",
    when: "`trustedProxy` covers a large part of the Internet.",
    means:
      "Anyone can pretend to have another IP address or to use https, so throttling and transport/insecure have no effect.",
    fix: "List only the IP addresses or networks of your own proxies.",
    find: ({ configuration }) =>
      configuration.trustedProxy.flatMap((network, i) =>
        isMostOfTheInternet(network) ? [{ key: `trustedProxy[${i}]`, is: network }] : [],
      ),
  },
  {
    name: "certificate-of-other-host",
    setting: "tls.cert",
    when: "The certificate isn't valid for the issuer's host.",
    means: "Clients refuse the connection.",
    fix: "Use a certificate whose subject alternative names include the issuer's host.",
    alone: true,
    find: ofServer("tls.cert", ({ issuer }, { certificate }) => {
      const name = bare(new URL(issuer).hostname);
      const matches = isIP(name) === 0 ? certificate?.checkHost(name) : certificate?.checkIP(name);
      return certificate !== undefined && matches === undefined && `a certificate that isn't valid for ${name}`;
    }),
  },
  {
    name: "certificate-expired",
    setting: "tls.cert",
    when: "The certificate has expired or will expire within a week.",
    means: "Clients refuse the connection once the certificate has expired.",
    fix: "Renew the certificate, and restart the server.",
    alone: true,
    find: ofServer("tls.cert", (_, { certificate, now }) => {
      if (certificate === undefined || certificate.validTo > now + 7 * 86_400_000) return undefined;
      return `a certificate that ${certificate.validTo > now ? "expires" : "expired"} on ${new Date(certificate.validTo).toISOString().slice(0, 10)}`;
    }),
  },
  {
    name: "network-limit-without-effect",
    setting: "connections.perNetwork",
    when: "`connections.perNetwork` is above `connections.total`.",
    means: "One network can use up all connections.",
    fix: "Set connections.perNetwork well below connections.total.",
    find: ofServer(
      "connections.perNetwork",
      ({ connections: { perNetwork, total } }) =>
        perNetwork >= total && `${perNetwork}, while connections.total is ${total}`,
    ),
  },
  {
    name: "registrations-vouched",
    setting: "registration.vouched",
    when: "Anybody may register apps, and every one of them is vouched for.",
    means:
      "A link on this server's name can forward users to any site, without their doing anything (RFC 9700, section 4.11.2).",
    fix: "Remove registration.vouched, or set registration.mode to initial-access-token, unless only you can reach this server.",
    find: ofServer(
      "registration.vouched",
      ({ registration: { mode, vouched } }) => mode === "open" && vouched && "true",
    ),
  },
];

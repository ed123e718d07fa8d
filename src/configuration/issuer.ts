/** What an issuer has to be: the URL that is in every token, and that clients compare character by character. */

/** Where http is accepted. */
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Without its scheme. */
const LOCAL = /^(?:localhost|127\.0\.0\.1):\d+(?:\/|$)/i;

/** The path as it was written. */
const pathOf = (url: string): string => /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(url.trim())?.[1] ?? "";

/** Why an issuer cannot be one; `undefined` where it is fine (RFC 8414 2: https, no query, no fragment). */
export function issuerFault(issuer: string): string | undefined {
  if (!URL.canParse(issuer)) return "an absolute URL such as https://id.example.com";
  const { protocol, hostname, username, password, search, hash, href } = new URL(issuer);
  if (protocol !== "https:" && protocol !== "http:")
    return `a URL that begins with https:// (or, on localhost, http://${LOCAL.test(issuer) ? issuer : ""})`;
  if (username !== "" || password !== "") return "a URL without a user name or password";
  if (search !== "" || hash !== "" || issuer.includes("?") || issuer.includes("#"))
    return "a URL without a query or fragment";
  if (/[:*()%]|[^\x21-\x7E]/.test(pathOf(issuer))) return "a path without spaces and the characters : * ( ) %";
  if (issuer.endsWith("/") || (href !== issuer && href !== `${issuer}/`)) {
    return `the normalized form, without a final slash: ${href.replace(/\/$/, "")}`;
  }
  if (protocol === "https:" || LOOPBACK.has(hostname)) return undefined;
  return `https, because codes and tokens are sent to it (transport/insecure). http is accepted only on ${[...LOOPBACK].join(", ")}`;
}

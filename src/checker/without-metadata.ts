/** Says why a server has no metadata, and what to do about it. */
import { documentAt, metadataUrls } from "./discover.ts";
import { briefly, type Exchange, errorOf, headerOf, jsonOf, statusOf } from "./exchange.ts";
import type { Send } from "./sender.ts";
import type { Document, Target } from "./target.ts";

/** In a few lines. May look where metadata is put by mistake. */
export async function withoutMetadata({ issuer, oauth, openid }: Target, send: Send): Promise<string> {
  const tried = [oauth, openid].map(({ exchange }) => `  ${exchange.sent.url}: ${whyNot(exchange)}`);
  return [`${issuer} has no metadata:`, ...new Set(tried), await advice(issuer, oauth, openid, send)].join("\n");
}

function whyNot(exchange: Exchange): string {
  const seen = briefly(exchange);
  const location = headerOf(exchange, "location");
  if (exchange.came === undefined || errorOf(exchange) !== undefined) return seen;
  if (location !== undefined && statusOf(exchange) < 400) return `${seen}, which leads to ${location.slice(0, 500)}`;
  if (statusOf(exchange) !== 200) return seen;
  if (/^\s*<(!doctype|html)/i.test(exchange.came.body)) return `${seen}, and a web page`;
  return jsonOf(exchange) === undefined ? `${seen}, and no JSON object` : `${seen}, and JSON that names no endpoint`;
}

const GIVE = "Give the issuer as the server names it, or the endpoints as metadata in the file for --with.";

async function advice(issuer: string, { exchange }: Document, openid: Document, send: Send): Promise<string> {
  const statuses = [statusOf(exchange), statusOf(openid.exchange)];
  if (statuses.some((one) => one === 429 || one === 503))
    return "The server accepts no more requests for now. Try again later, with a lower --rate.";
  const location = headerOf(exchange, "location") ?? headerOf(openid.exchange, "location");
  if (location !== undefined && statuses.every((one) => one >= 300 && one < 400))
    return /log-?in|sign-?in|\bauth\b|\bsso\b/i.test(location)
      ? "Something asks for a sign-in first. Metadata is public: let requests for /.well-known/ through."
      : "Metadata isn't redirected (RFC 8414, section 3.2). Give the issuer at the URL that this leads to.";
  for (const url of elsewhere(issuer)) {
    const found = await documentAt(url, send);
    if (found.content === undefined) continue;
    const named = typeof found.content.issuer === "string" ? found.content.issuer : undefined;
    return named === undefined || named === issuer
      ? `It is at ${url}, where clients don't look for ${issuer} (RFC 8414, section 3.1).`
      : `There is metadata at ${url}, and its issuer is ${named}. Give that one: candor check ${named}`;
  }
  return GIVE;
}

/** Where metadata is put by mistake: at the origin, or with the name on the wrong side of the path. */
function elsewhere(issuer: string): readonly string[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, "");
  const names = ["oauth-authorization-server", "openid-configuration"].map((name) => `/.well-known/${name}`);
  const { oauth, openid } = metadataUrls(issuer);
  const all = names.flatMap((name) => [`${origin}${path}${name}`, `${origin}${name}${path}`, `${origin}${name}`]);
  return [...new Set(all)].filter((url) => url !== oauth && url !== openid);
}

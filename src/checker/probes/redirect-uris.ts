/** Where the authorization endpoint redirects, and where it must not (RFC 6749 3.1.2, RFC 9700 2.1 and 4.1). */
import { briefly, type Exchange, headerOf, statusOf } from "../exchange.ts";
import { either, type Finding, notApplicable, unclear } from "../finding.ts";
import type { Authorized, Changes, Lab } from "../lab.ts";
import { probe } from "../probe.ts";
import type { TestClient } from "../target.ts";
import { askAs } from "./authorization.ts";

/** Refused at once, or else not followed after a sign-in: a page that signs the user in says nothing of where it leads. */
async function neverRedirected(lab: Lab, client: TestClient, changes: Changes): Promise<Finding> {
  const stranger = await lab.authorizeUnknown(client, { prompt: "none", ...changes });
  if (isSent(stranger) || statusOf(stranger.last) >= 400) return judged(stranger);
  const user = await lab.authorize(client, changes);
  if (isSent(user) || statusOf(user.last) >= 400) return judged(user);
  const usual = await lab.authorize(lab.client("web"));
  return usual.landing.returned?.parameters.has("code") === true
    ? judged(user)
    : unclear(`The response is ${briefly(user.last)}, and nobody signs in who could be redirected.`, user.last);
}

const isSent = (authorized: Authorized): boolean =>
  authorized.landing.returned !== undefined || sentBy(authorized) !== undefined;

const judged = (authorized: Authorized): Finding =>
  either(
    !isSent(authorized),
    `The response is ${briefly(authorized.last)}, a page.`,
    "The browser is sent there.",
    sentBy(authorized) ?? authorized.last,
  );

/** What sends the browser to the redirect URI as a browser writes it, such as without /../. */
function sentBy({ landing, redirectUri }: Authorized): Exchange | undefined {
  const { href } = new URL(redirectUri);
  if (href === redirectUri) return undefined;
  return landing.exchanges.find((one) => headerOf(one, "location")?.startsWith(href));
}

/** Ways to be nearly the registered URI. */
const NEAR = [
  ...(["other-host", "suffix", "sub-path", "query", "user-info", "subdomain", "traversal"] as const),
  ...(["fragment", "case", "scheme", "encoded"] as const),
];

/** `undefined`: it can't be made of this one. */
function nearlyRegistered(uri: string): Readonly<Record<(typeof NEAR)[number], string | undefined>> {
  const { protocol, host, pathname, search } = new URL(uri);
  const isPlain = search === "" && /^https?:$/.test(protocol);
  return {
    "other-host": "https://attacker.example/callback",
    suffix: `${uri}x`,
    "sub-path": isPlain ? `${uri}/further` : undefined,
    query: `${uri}${search === "" ? "?" : "&"}added=1`,
    "user-info": uri.replace("//", `//${host.split(":", 1)[0]}@attacker.example/?`).replace(/\?.*/, pathname),
    subdomain: isPlain ? `${protocol}//${host.split(":", 1)[0]}.attacker.example${pathname}` : undefined,
    traversal: isPlain ? `${uri}/../../elsewhere` : undefined,
    fragment: `${uri}#fragment`,
    case: /[a-z]/.test(pathname) ? uri.replace(pathname, pathname.toUpperCase()) : undefined,
    scheme: protocol === "https:" ? uri.replace("https:", "http:") : undefined,
    encoded: /[a-z]$/.test(pathname) ? `${uri.slice(0, -1)}%${uri.charCodeAt(uri.length - 1).toString(16)}` : undefined,
  };
}

export const redirectUris = probe({
  does: "Asks for codes at URLs that are nearly those that are registered.",
  needs: ["codes"],
  finds: [...NEAR, "unknown-client", "repeated"],
  async run(lab) {
    const client = lab.client("web");
    const uri = client.redirect_uri ?? "";
    const near = nearlyRegistered(uri);
    const found: Partial<Record<(typeof NEAR)[number], Finding>> = {};
    for (const name of NEAR)
      found[name] =
        near[name] === undefined
          ? notApplicable("It can't be made of the registered URI.")
          : await neverRedirected(lab, client, { redirect_uri: near[name] });
    const unknown = { ...client, client_id: `no-such-client-${lab.fresh(6)}` };
    return {
      ...(found as Record<(typeof NEAR)[number], Finding>),
      "unknown-client": await neverRedirected(lab, unknown, {}),
      repeated: repeatedUri(await askAs(lab, client, { redirect_uri: [uri, "https://attacker.example/"] })),
    };
  },
});

function repeatedUri({ landing, last }: Authorized): Finding {
  // The URL of a page for users may have the whole request in it.
  const away = landing.exchanges.find((one) => headerOf(one, "location")?.startsWith("https://attacker.example/"));
  const isUsed = away !== undefined || landing.returned?.parameters.has("code") === true;
  if (!isUsed && landing.returned === undefined && statusOf(last) < 400)
    return unclear(`The response is ${briefly(last)}, and no refusal.`, last);
  return either(!isUsed, `The response is ${briefly(last)}.`, "One of the two is used.", away ?? last);
}

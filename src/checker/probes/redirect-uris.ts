/** Where the authorization endpoint redirects, and where it must not (RFC 6749 3.1.2, RFC 9700 2.1 and 4.1). */
import { briefly, type Exchange, headerOf } from "../exchange.ts";
import { either, type Finding, notApplicable } from "../finding.ts";
import type { Authorized } from "../lab.ts";
import { probe } from "../probe.ts";
import { askAs } from "./authorization.ts";

const neverRedirected = (authorized: Authorized): Finding => {
  const { landing, last } = authorized;
  const sent = sentBy(authorized);
  return either(
    landing.returned === undefined && sent === undefined,
    `The response is ${briefly(last)}, a page.`,
    "The browser is sent there.",
    sent ?? last,
  );
};

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
          : neverRedirected(await lab.authorizeUnknown(client, { redirect_uri: near[name], prompt: "none" }));
    const unknown = { ...client, client_id: `no-such-client-${lab.fresh(6)}` };
    const twice = await askAs(lab, client, { redirect_uri: [uri, "https://attacker.example/"] });
    return {
      ...(found as Record<(typeof NEAR)[number], Finding>),
      "unknown-client": neverRedirected(await lab.authorizeUnknown(unknown)),
      repeated: repeatedUri(twice),
    };
  },
});

function repeatedUri({ landing, last }: Authorized): Finding {
  // The URL of a page for users may have the whole request in it.
  const location = landing.exchanges
    .map((one) => headerOf(one, "location") ?? "")
    .find((one) => one.startsWith("https://attacker.example/"));
  const isGranted = landing.returned?.parameters.has("code") ?? false;
  return either(
    location === undefined && !isGranted,
    `The response is ${briefly(last)}.`,
    "One of the two is used.",
    last,
  );
}

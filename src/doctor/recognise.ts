/** Which provider the messages are from: by the hosts, by text that only one provider writes, or because somebody said so. */
import type { Dialect } from "./dialects/define.ts";
import { lettersOf, mayContain } from "./dialects/letters.ts";
import type { View } from "./view.ts";

/** How it is known: `said` and `host` are certain, `mark` almost. */
export interface Recognised {
  readonly dialect: Dialect;
  readonly by: "said" | "host" | "mark";
}

/** Whether a host is one of its own. */
export const isAtHost = (dialect: Dialect, host: string): boolean => isAmong(dialect, domainsOf([host]));

const isAmong = ({ hosts }: Dialect, domains: ReadonlySet<string>): boolean => hosts.some((one) => domains.has(one));

/** The hosts and all domains that they are in, each with a dot before it as well, as dialects write them. */
function domainsOf(hosts: readonly string[]): ReadonlySet<string> {
  const domains = new Set<string>();
  for (const host of hosts) {
    const labels = host.split(".");
    for (const at of labels.keys()) {
      const domain = labels.slice(at).join(".");
      domains.add(domain).add(`.${domain}`);
    }
  }
  return domains;
}

/** A host without a scheme or a path: neither part of an email address nor the path of a package. */
const NAMED = /(?<![\w@./-])(?:[a-z\d][a-z\d-]{0,62}\.){1,4}[a-z]{2,10}(?![\w@./-])/gi;
const MOST = { characters: 20_000, hosts: 50 } as const;

/** Hosts that are only spoken of: "I sign in at crm.example.eu". */
function hostsNamedIn({ material }: View): readonly string[] {
  const hosts = material.texts.flatMap((text) => text.slice(0, MOST.characters).match(NAMED) ?? []);
  return [...new Set(hosts.map((host) => host.toLowerCase()))].slice(0, MOST.hosts);
}

/**
 * How client libraries name the provider of a sign-in: `omniauth: (gitlab)`, `passport-google-oauth20`, `/api/auth/callback/github`,
 * `auth.client.gitlab`. What is written there is the application's own name for it, which mostly is the provider's.
 */
const NAMED_BY_LIBRARY: readonly RegExp[] = [
  /\bomniauth: \(([a-z]\w{1,30})\)/gi,
  /\((\w{2,30})\) (?:Authentication failure!|Request phase|Callback phase)/gi,
  /\b(?:omniauth|passport|remix-auth|oauth2|ueberauth|socialite)[-_/]([a-z]{2,20})/gi,
  /\/(?:api\/)?(?:users\/)?(?:auth|oauth2?|login|signin)\/(?:callback\/|oauth2?\/(?:code\/)?)?([a-z]{2,20})(?=\/callback\b|[\s"'?&#]|$)/gi,
  /\b(?:auth\.client|provider(?:Id)?["']?\s?[:=])\.?\s?["']?([a-z]{2,20})\b/gi,
];

/** Names that libraries have for a provider, and that it isn't called here. */
const CALLED: Readonly<Record<string, string>> = {
  azure: "microsoft",
  azuread: "microsoft",
  azure_activedirectory: "microsoft",
  entra: "microsoft",
  twitter: "x",
};

function namedByLibrary({ words, requests, redirects }: View): ReadonlySet<string> {
  const urls = [...requests.map(({ url }) => url?.pathname ?? ""), ...redirects.map(({ url }) => url.pathname)];
  const text = [words.slice(0, MOST.characters), ...urls].join("\n");
  const names = NAMED_BY_LIBRARY.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name = ""]) => name));
  const plain = names.map((name) => name.toLowerCase().replace(/_?(?:oauth2?|oidc|v2)?_?\d{0,2}$/, ""));
  return new Set(plain.map((name) => CALLED[name] ?? name));
}

/** The providers in the input, the most certain first. */
export function recognise(view: View, dialects: readonly Dialect[]): readonly Recognised[] {
  const marked = [view.words, ...view.hosts, ...view.requests.map(({ url }) => url?.href ?? "")].join("\n");
  const letters = lettersOf([marked]);
  const [at, named] = [domainsOf(view.hosts), domainsOf(hostsNamedIn(view))];
  const byLibrary = namedByLibrary(view);
  return dialects.flatMap((dialect): Recognised[] => {
    if (view.context.provider === dialect.provider) return [{ dialect, by: "said" }];
    if (isAmong(dialect, at)) return [{ dialect, by: "host" }];
    if (
      isAmong(dialect, named) ||
      (dialect.kind !== "library" && dialect.provider !== "generic" && byLibrary.has(dialect.provider))
    )
      return [{ dialect, by: "mark" }];
    return dialect.marks.some((mark) => mayContain(letters, mark.needs) && mark.test(marked))
      ? [{ dialect, by: "mark" }]
      : [];
  });
}

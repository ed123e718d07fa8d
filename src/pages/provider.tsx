/** The pages of providers, for the static site: every message that one is known to send, with its causes, fixes and source. */
import { type CauseCode, causeOf } from "../reasons/causes.ts";
import { standardError } from "../standard/index.ts";
import { SafeLink } from "./foreign.tsx";
import { type Indexed, indexedAt, type Links, page } from "./layout.tsx";
import { SiteSearch, searchScript } from "./site-search.tsx";
import { standardPath } from "./standard-path.ts";

export interface Provider {
  readonly provider: string;
  readonly name: string;
  readonly kind: "service" | "software" | "library";
  readonly hosts: readonly string[];
  readonly messages: readonly ProviderMessage[];
  /** Where it departs from the specifications. */
  readonly departures: readonly { readonly says: string; readonly page: string }[];
}

export interface ProviderMessage {
  readonly id: string;
  /** The `error` of the response, if it is always one of these. */
  readonly errors: readonly string[];
  /** The message as the provider writes it. */
  readonly text: string;
  /** The likeliest first. */
  readonly causes: readonly MessageCause[];
  readonly source: {
    readonly url: string;
    readonly kind: "manual" | "source" | "issue";
    readonly read?: string | undefined;
  };
}

export interface MessageCause {
  readonly reason: CauseCode;
  /** From 0 to 1. */
  readonly weight: number;
  readonly fix: string;
  readonly tell?: string | undefined;
}

export const providerPath = (provider: string): string => `/providers/${provider}`;

/** The id of a message on its page. It can be linked to. */
export const anchorOf = ({ id }: Pick<ProviderMessage, "id">): string => {
  const plain = id.replaceAll(/[^\w.-]+/g, "-");
  return plain === "main" ? "main-message" : plain;
};

const SOURCES = { manual: "Provider documentation", source: "Source code", issue: "Issue report" } as const;

/** From this weight on, a cause isn't one of several. */
export const LIKELY = 0.5;

function Message({ base, message }: Links & { message: ProviderMessage }) {
  const { text, causes, source } = message;
  return (
    <section class="message" aria-labelledby={anchorOf(message)}>
      <h3 id={anchorOf(message)}>
        <a href={`#${anchorOf(message)}`}>{headingOf(message)}</a>
      </h3>
      {!headingOf(message).endsWith(text) && <pre>{text}</pre>}
      <ul class="causes">
        {causes.map(({ reason, weight, fix, tell }) => (
          <li key={reason}>
            <p>
              <a href={`${base}/errors/${reason}`}>{causeOf(reason).title}</a>
              {causes.length > 1 && <span class="quiet"> {weight >= LIKELY ? "most likely" : "possible"}</span>}
            </p>
            <p>{fix}</p>
            {tell !== undefined && <p class="quiet">To confirm: {tell}</p>}
          </li>
        ))}
      </ul>
      <p class="technical">
        <SafeLink to={source.url}>{SOURCES[source.kind]}</SafeLink>
        {source.read !== undefined && `, as of ${source.read}`}
      </p>
    </section>
  );
}

/** What it is called in a list: the provider's own code if the id is one, otherwise the beginning of the message. */
export function headingOf({ id, errors, text }: ProviderMessage): string {
  // Of a whole response, its body.
  const said = text.startsWith("HTTP/") ? text.replace(/^[\s\S]*?\n\s*\n/, "") : text;
  const [line = ""] = said.split("\n").filter((one) => one.trim() !== "");
  const words = line.length > LONGEST ? `${line.slice(0, line.lastIndexOf(" ", LONGEST))} …` : line;
  if (words.includes(id) || !/\d/.test(id)) return words === "" ? (errors[0] ?? id) : words;
  return `${id}: ${words}`;
}

const LONGEST = 120;

/** Messages by the `error` that they come with. */
function grouped(messages: readonly ProviderMessage[]): readonly (readonly [string, readonly ProviderMessage[]])[] {
  const groups = new Map<string, ProviderMessage[]>();
  for (const message of messages) {
    const [error = ""] = message.errors;
    groups.set(error, [...(groups.get(error) ?? []), message]);
  }
  return [...groups].sort(([one], [other]) => Number(one === "") - Number(other === ""));
}

export function providerPage({
  base,
  site,
  issuer,
  provider: shown,
}: Indexed & { readonly provider: Provider }): string {
  const { provider, name, hosts, messages, departures } = shown;
  const about = `${counted(messages.length)} that ${name} is known to return for OAuth and OpenID Connect, with causes and fixes.`;
  const groups = grouped(messages);
  return page(
    {
      base,
      site,
      layout: "reading",
      title: `${name}: OAuth errors and their causes`,
      indexed: indexedAt({ issuer, site }, providerPath(provider), about),
    },
    <>
      <nav class="crumbs" aria-label="Breadcrumb">
        <ol>
          <li>
            <a href={`${base}/providers`}>Providers</a>
          </li>
        </ol>
      </nav>
      <h1>{name}</h1>
      <p class="lead">{about}</p>
      {hosts.length > 0 && (
        <p class="quiet">
          Hosts:{" "}
          {hosts.map((host, at) => (
            <span key={host}>
              {at > 0 && ", "}
              <code>{host.startsWith(".") ? `*${host}` : host}</code>
            </span>
          ))}
        </p>
      )}
      <p>
        Is yours different? <a href={`${base}/explain`}>Paste it to see its cause</a>.
      </p>
      {departures.length > 0 && (
        <section aria-labelledby="departures">
          <h2 id="departures">Differences from the specifications</h2>
          <ul class="points">
            {departures.map(({ says, page: url }) => (
              <li key={says}>
                {says} <SafeLink to={url}>Source</SafeLink>
              </li>
            ))}
          </ul>
        </section>
      )}
      {groups.map(([error, list]) => (
        <section key={error} class="messages" aria-labelledby={`error-${error}`}>
          <h2 id={`error-${error}`}>{error === "" ? "Messages without a fixed error code" : <code>{error}</code>}</h2>
          {standardError(error) !== undefined && (
            <p class="quiet">
              <a href={standardPath({ base }, error)}>What the specifications say about {error}</a>
            </p>
          )}
          {list.map((message) => (
            <Message key={message.id} base={base} message={message} />
          ))}
        </section>
      ))}
    </>,
  );
}

const counted = (count: number): string => (count === 1 ? "1 message" : `${count} messages`);

const KINDS = [
  ["service", "Services", "They run at hosts of their own."],
  ["software", "Servers", "Anyone can host them."],
  ["library", "Libraries, proxies, and APIs", "They report errors in the app, or before the API."],
] as const;

export function providersPage({
  base,
  site,
  issuer,
  providers,
}: Indexed & { readonly providers: readonly Provider[] }): string {
  const total = providers.reduce((sum, { messages }) => sum + messages.length, 0);
  const about = `${total} messages of ${providers.length} OAuth providers, servers, and libraries, with their causes and fixes.`;
  const named = [...providers].sort((one, other) => one.name.localeCompare(other.name, "en"));
  return page(
    {
      base,
      site,
      layout: "wide",
      title: "Providers and their error messages",
      indexed: indexedAt({ issuer, site }, "/providers", about),
      scriptFile: searchScript(base),
    },
    <>
      <h1>Providers</h1>
      <p class="lead">{about}</p>
      <SiteSearch />
      <div class="contents">
        <nav aria-label="Topics">
          <ul>
            {KINDS.map(([kind, title]) => (
              <li key={kind}>
                <a href={`#${kind}`}>{title}</a>
              </li>
            ))}
          </ul>
        </nav>
        <div>
          {KINDS.map(([kind, title, says]) => (
            <section key={kind} aria-labelledby={kind}>
              <h2 id={kind}>{title}</h2>
              <p class="quiet">{says}</p>
              <ul class="entries">
                {named
                  .filter((one) => one.kind === kind)
                  .map(({ provider, name, messages }) => (
                    <li key={provider}>
                      <a href={base + providerPath(provider)}>{name}</a>
                      <span class="technical">{counted(messages.length)}</span>
                    </li>
                  ))}
              </ul>
            </section>
          ))}
        </div>
      </div>
    </>,
  );
}

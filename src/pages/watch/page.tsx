/** The page of `candor watch`: exchanges by flow, each with its messages, what the doctor says, and texts to copy. */
import { render } from "preact-render-to-string";
import { Host } from "../foreign.tsx";
import { document } from "./document.tsx";
import { type Finding, Findings } from "./findings.tsx";

export interface ShownFlow {
  readonly id: string;
  readonly number: number;
  readonly clientId: string | undefined;
}

/** Without secrets. */
export interface ShownExchange {
  readonly id: string;
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly ms: number;
  readonly kind: string;
  readonly outcome: string;
  readonly is: "fine" | "expected" | "failed";
  /** What a screen reader says when it appears. */
  readonly status: string;
  readonly code: number | undefined;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly flow: ShownFlow | undefined;
  /** The messages. */
  readonly request: string;
  readonly response: string;
  readonly forExplain: string;
  readonly curl: string;
  readonly notices: readonly string[];
  readonly verdict: "cause" | "unclear" | "unrelated" | undefined;
  readonly asks: readonly string[];
  readonly findings: readonly Finding[];
}

export interface WatchView {
  readonly version: string;
  readonly rewrites: boolean;
  readonly origins: readonly { readonly target: string; readonly proxy: string }[];
  readonly entries: readonly ShownExchange[];
}

/** The whole page, as far as the recording got. */
export function watchPage({ version, rewrites, origins, entries }: WatchView): string {
  const flows = new Map<string, ShownExchange[]>();
  for (const entry of entries) {
    const key = entry.flow?.id ?? "";
    flows.set(key, [...(flows.get(key) ?? []), entry]);
  }
  const last = entries.at(-1)?.number ?? 0;
  return document(
    `watch ${version}`,
    <>
      <h1>Watching</h1>
      <ul class="targets">
        {origins.map(({ target, proxy }) => (
          <li key={target}>
            <Host>{proxy}</Host> <span class="quiet">passes on to</span> <Host>{target}</Host>
          </li>
        ))}
      </ul>
      <p class="note">
        {rewrites
          ? "Metadata, redirects and cookies name the proxies instead of the servers. Signed tokens can't be changed: the iss of an ID token is still the server's."
          : "Everything is passed on unchanged."}{" "}
        Secrets, codes, tokens and cookies are replaced with their length and a fingerprint.
      </p>
      <p class="actions next">
        <a class="button" href="/exchanges.har" download>
          Save as HAR
        </a>
        <label class="only-failed" hidden>
          <input type="checkbox" id="failed" /> Only failures
        </label>
      </p>
      <p class="unseen" id="said" role="status" />
      <p class="quiet" id="none" hidden={entries.length > 0}>
        Nothing has come through yet. Point your application at {origins.length === 1 ? "the proxy" : "the proxies"}.
      </p>
      <div id="flows" data-since={last}>
        {[...flows.values()].reverse().map((all) => (
          <FlowSection key={all[0]?.flow?.id ?? ""} flow={all[0]?.flow} entries={all} />
        ))}
      </div>
    </>,
  );
}

/** An exchange alone, to be put into the page. */
export const entryHtml = (entry: ShownExchange): string => render(<Item {...entry} />);

/** A flow that has no exchange yet. */
export const flowHtml = (flow: ShownFlow | undefined): string => render(<FlowSection flow={flow} entries={[]} />);

function FlowSection({ flow, entries }: { flow: ShownFlow | undefined; entries: readonly ShownExchange[] }) {
  const id = flow?.id ?? "f";
  return (
    <section class="flow" id={id} aria-labelledby={`${id}-name`}>
      <h2 id={`${id}-name`}>{flow === undefined ? "Metadata, keys and other requests" : <FlowName {...flow} />}</h2>
      <ol>
        {entries.map((entry) => (
          <Item key={entry.id} {...entry} />
        ))}
      </ol>
    </section>
  );
}

const FlowName = ({ number, clientId }: ShownFlow) => (
  <>
    Flow {number}
    {clientId !== undefined && (
      <>
        {" "}
        <span class="quiet">of</span> <Host>{clientId}</Host>
      </>
    )}
  </>
);

const timeOf = (at: number): string => new Date(at).toISOString().slice(11, 19);

/** Of a failure, the cause comes first, and the messages that show it after it. */
function Item(entry: ShownExchange) {
  const { id, is, notices } = entry;
  const alerts = notices.map((text) => (
    <p key={text} class="alert">
      {text}
    </p>
  ));
  return (
    <li id={id} class={`watched ${is}`} data-is={is}>
      {is === "failed" ? (
        <>
          <div class="line">
            <Line {...entry} />
          </div>
          {alerts}
          <Findings {...entry} />
          <details>
            <summary>Request and response</summary>
            <Opened {...entry} />
          </details>
        </>
      ) : (
        <>
          <details>
            <summary class="line">
              <Line {...entry} />
            </summary>
            <Opened {...entry} />
          </details>
          {alerts}
        </>
      )}
    </li>
  );
}

function Line({ at, ms, kind, outcome, method, host, path }: ShownExchange) {
  return (
    <>
      <span class="what">{kind}</span> <span class="outcome">{outcome}</span>
      <span class="technical">
        {method} {host}
        {path}
      </span>
      <span class="when">
        <time dateTime={new Date(at).toISOString()}>{timeOf(at)}</time> {ms} ms
      </span>
    </>
  );
}

/** What scrolls must be reached by keyboard. */
function Message({ name, children }: { name: string; children: string }) {
  return (
    <section aria-label={name}>
      <h3>{name}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long message scrolls. */}
      <pre tabIndex={0}>{children}</pre>
    </section>
  );
}

function Opened({ number, request, response, forExplain, curl }: ShownExchange) {
  return (
    <>
      <div class="exchange">
        <Message name={`Request ${number}`}>{request}</Message>
        <Message name={`Response ${number}`}>{response}</Message>
      </div>
      <p class="actions next">
        <button type="button" data-copies={forExplain} hidden>
          Copy for candor explain
        </button>
        <button type="button" data-copies={curl} hidden>
          Copy as curl
        </button>
      </p>
    </>
  );
}

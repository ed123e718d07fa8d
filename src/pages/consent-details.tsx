/** Authorization details on the pages on which users allow them, and see what they have allowed (RFC 9396). */

/** A part of a sentence: words of the operator, or a value that the app chose. */
export type SummaryPart = { readonly text: string } | { readonly value: string };

export interface DetailRow {
  readonly label: string;
  readonly value: string;
}

export interface ConsentDetail {
  readonly type: string;
  readonly summary: readonly SummaryPart[];
  readonly rows: readonly DetailRow[];
  readonly sensitive: boolean;
  /** As JSON, for those who know it. */
  readonly exactly: string;
}

/** Control characters, and those that turn the direction of the text around them. */
const DECEPTIVE = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** In full: what the user doesn't see isn't allowed. */
const Value = ({ children }: { children: string }) => <bdi>{children.replace(DECEPTIVE, " ")}</bdi>;

const Summary = ({ parts }: { parts: readonly SummaryPart[] }) => (
  <>
    {parts.map((part, at) =>
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence stay where they are.
      "text" in part ? part.text : <Value key={at}>{part.value}</Value>,
    )}
  </>
);

/** One of them: the sentence, and every value in it. */
export function Detail({ of: { summary, rows, sensitive } }: { of: ConsentDetail }) {
  return (
    <li class="detail">
      <div class="summary">
        <p>
          <Summary parts={summary} />
        </p>
        {sensitive && <strong class="tag caution">Sensitive</strong>}
      </div>
      {rows.length > 0 && (
        <dl>
          {rows.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <Value>{value}</Value>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}

/** Those that were allowed. */
export const DetailList = ({ details }: { details: readonly ConsentDetail[] }) => (
  <ul class="allowed-details">
    {details.map((detail) => (
      <Detail key={detail.exactly} of={detail} />
    ))}
  </ul>
);

/** What is asked for in detail. It is never folded. */
export function Details({ details, id }: { details: readonly ConsentDetail[]; id: string }) {
  if (details.length === 0) return null;
  return (
    <section class="asked">
      <h2 id={id}>This request in detail</h2>
      <ul class="scopes" aria-labelledby={id}>
        {details.map((detail) => (
          <Detail key={detail.exactly} of={detail} />
        ))}
      </ul>
    </section>
  );
}

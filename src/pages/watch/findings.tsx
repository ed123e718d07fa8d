/** What the doctor says of a failed exchange: the fix first, then the cause and its evidence. */
import { SafeLink } from "../foreign.tsx";

export interface Finding {
  readonly reason: string;
  readonly title: string;
  readonly likelihood: string;
  readonly fix: string;
  readonly evidence: readonly { readonly says: string; readonly source: string | undefined }[];
  readonly spec: string | undefined;
  readonly specUrl: string | undefined;
  /** Of the provider's manual. */
  readonly page: string | undefined;
}

interface Props {
  readonly verdict: "cause" | "unclear" | "unrelated" | undefined;
  readonly asks: readonly string[];
  readonly findings: readonly Finding[];
}

export function Findings({ verdict, asks, findings }: Props) {
  const [first, ...others] = findings;
  if (verdict !== "cause" || first === undefined)
    return (
      <div class="found">
        <p>The cause isn't clear from this exchange.</p>
        {asks.length > 0 && <p class="quiet">To narrow it down: {asks[0]}</p>}
      </div>
    );
  const { reason, title, likelihood, fix, evidence, spec, specUrl, page } = first;
  return (
    <div class="found">
      <p class="order">{fix}</p>
      <p>
        {title} <code>{reason}</code> <span class="quiet">({likelihood})</span>
      </p>
      {evidence.slice(0, 2).map(({ says, source }) => (
        <p key={says} class="quiet evidence">
          {says}
          {source !== undefined && (
            <>
              : <code>{source}</code>
            </>
          )}
        </p>
      ))}
      {others.length > 0 && (
        <p class="quiet">
          It could also be{" "}
          {others.map((one, at) => (
            <span key={one.reason}>
              {at > 0 && ", "}
              <code>{one.reason}</code>
            </span>
          ))}
          .
        </p>
      )}
      {spec !== undefined && specUrl !== undefined && (
        <p class="reference">
          <SafeLink to={specUrl}>{spec}</SafeLink>
          {page !== undefined && (
            <>
              {" · "}
              <SafeLink to={page}>the provider's manual</SafeLink>
            </>
          )}
        </p>
      )}
    </div>
  );
}

/** The life of a grant up to a refusal, as a sequence between the user, the application and this server. */
import { Time } from "../parts.tsx";

export type Lane = "user" | "application" | "server";

export interface SequenceStep {
  /** Milliseconds; `undefined` if it isn't known. */
  readonly at: number | undefined;
  readonly from: Lane;
  readonly to: Lane;
  readonly says: string;
  readonly state?: "refused" | "warned" | undefined;
}

const LANES: readonly Lane[] = ["user", "application", "server"];
const NAMES = { user: "User", application: "Application", server: "Candor" } as const;

/** Arrows from lane to lane; the sentences are text, so that everybody can read them. */
export function Sequence({ steps }: { readonly steps: readonly SequenceStep[] }) {
  return (
    <div class="sequence">
      <div class="sequence-lanes" aria-hidden="true">
        {LANES.map((lane) => (
          <span key={lane}>{NAMES[lane]}</span>
        ))}
      </div>
      <ol>
        {steps.map(({ at, from, to, says, state }, i) => (
          <li key={i} class={`from-${from} to-${to} ${state ?? ""}`}>
            <p class="sequence-says">
              <span class="unseen">{`${NAMES[from]} to ${NAMES[to]}: `}</span>
              {says}
              {at !== undefined && (
                <span class="below">
                  <Time at={at} />
                </span>
              )}
            </p>
            <span class="arrow" aria-hidden="true" />
          </li>
        ))}
      </ol>
    </div>
  );
}

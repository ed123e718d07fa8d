/** The life of a grant as a sequence: from the user's consent to its end, drawn on the server. */

export interface LifeStep {
  readonly label: string;
  /** Under it: a time, or a word. */
  readonly note: string;
  readonly state: "done" | "now" | "ended" | "open";
}

const WIDTH = 168;
const HEIGHT = 92;

/** For readers of the page the steps are a list as well, so the picture is only decoration for screen readers. */
export function GrantLife({ steps }: { readonly steps: readonly LifeStep[] }) {
  const width = Math.max(1, steps.length) * WIDTH;
  return (
    <figure class="grant-life">
      <svg
        viewBox={`0 0 ${width} ${HEIGHT}`}
        role="img"
        aria-label={steps.map(({ label, note }) => `${label}: ${note}`).join("; ")}
      >
        {steps.map(({ label, note, state }, i) => {
          const x = i * WIDTH + WIDTH / 2;
          return (
            <g key={label} class={`life-${state}`}>
              {i > 0 && <line x1={x - WIDTH + 12} y1={22} x2={x - 12} y2={22} />}
              <circle cx={x} cy={22} r={9} />
              <text x={x} y={56} class="life-label">
                {label}
              </text>
              <text x={x} y={76} class="life-note">
                {note}
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

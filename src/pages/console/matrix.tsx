/** Who uses which scope, as a picture: applications down, scopes across. */
import { applicationPath, scopePath } from "./scopes.tsx";

/** What one application does with one scope. */
export type Cell = "used" | "unused" | "refused" | "none";

export interface MatrixRow {
  readonly id: string;
  readonly name: string;
  readonly cells: readonly Cell[];
}

const WORDS: Readonly<Record<Cell, string>> = {
  used: "Allowed and used",
  unused: "Allowed, not used",
  refused: "Not allowed, and requested",
  none: "",
};

function Mark({ cell }: { readonly cell: Cell }) {
  if (cell === "none") return null;
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" role="img" aria-label={WORDS[cell]} class={`use-mark ${cell}`}>
      <title>{WORDS[cell]}</title>
      {cell === "refused" ? <path d="M4 4l8 8M12 4l-8 8" /> : <circle cx="8" cy="8" r="5.5" />}
    </svg>
  );
}

export function matrixPage({
  root,
  scopes,
  rows,
}: {
  readonly root: string;
  readonly scopes: readonly string[];
  readonly rows: readonly MatrixRow[];
}) {
  return (
    <>
      <p class="legend">
        {(["used", "unused", "refused"] as const).map((cell) => (
          <span key={cell}>
            <Mark cell={cell} /> {WORDS[cell]}
          </span>
        ))}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <section class="matrix" tabIndex={0} aria-label="Applications and scopes">
        <table>
          <caption class="unseen">Who uses which scope</caption>
          <thead>
            <tr>
              <th scope="col">Application</th>
              {scopes.map((name) => (
                <th key={name} scope="col" class="turned">
                  <a href={`${root}${scopePath(name)}`} title={name}>
                    {name}
                  </a>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, name, cells }) => (
              <tr key={id}>
                <th scope="row">
                  <a href={`${root}${applicationPath(id)}`} title={name}>
                    <bdi>{name}</bdi>
                  </a>
                </th>
                {cells.map((cell, at) => (
                  <td key={scopes[at]}>
                    <Mark cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

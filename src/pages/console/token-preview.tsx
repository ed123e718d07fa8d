/** Tokens as an application would receive them. */
import { Alert, Badge } from "./parts.tsx";
import { Table } from "./table.tsx";

export interface PreviewToken {
  readonly title: string;
  readonly note: string;
  readonly claims: readonly { readonly name: string; readonly value: string; readonly from: string }[];
}

export interface ShownPreview {
  readonly tokens: readonly PreviewToken[];
  /** Rules that send nothing, and why. */
  readonly left: readonly { readonly what: string; readonly why: string }[];
  readonly hookFault?: string | undefined;
}

/** The claims that are particular first; those of the protocol are always there. */
function Token({ token: { title, note, claims } }: { token: PreviewToken }) {
  const own = claims.filter(({ from }) => from !== "protocol");
  const protocol = claims.filter(({ from }) => from === "protocol");
  return (
    <section class="token">
      <h3>{title}</h3>
      <p class="hint">{note}</p>
      <Table
        caption={`Claims in the ${title}`}
        rows={own}
        keyOf={({ name }) => name}
        columns={[
          { label: "Claim", as: "main", cell: ({ name }) => <code>{name}</code> },
          { label: "Value", cell: ({ value }) => <code>{value}</code> },
          {
            label: "Because of",
            cell: ({ from }) => <Badge tone={from === "hook" ? "accent" : "neutral"}>{from}</Badge>,
          },
        ]}
        empty={<p class="hint">Only claims of the protocol.</p>}
      />
      <details>
        <summary>Claims of the protocol ({protocol.length})</summary>
        <dl class="facts-list">
          {protocol.map(({ name, value }) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>
                <code>{value}</code>
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}

export function Result({ preview: { tokens, left, hookFault } }: { preview: ShownPreview }) {
  return (
    <>
      {hookFault !== undefined && (
        <Alert title="The claims hook failed, so no token would be issued.">
          <p>{hookFault}</p>
        </Alert>
      )}
      {tokens.map((token) => (
        <Token key={token.title} token={token} />
      ))}
      {left.length > 0 && (
        <section class="token">
          <h3>Not sent</h3>
          <ul class="left-out">
            {left.map(({ what, why }) => (
              <li key={what}>
                <code>{what}</code> {why}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

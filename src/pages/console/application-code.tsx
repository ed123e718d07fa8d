/** The end of the wizard for a new application, and the working code of one. */
import type { Sample } from "./code/index.ts";
import { Code, Panel } from "./parts.tsx";

interface CodeProps {
  readonly root: string;
  readonly clientId: string;
  readonly samples: readonly Sample[];
  readonly chosen: Sample | undefined;
}

interface CreatedProps extends CodeProps {
  readonly secret: string | undefined;
  /** Whether it signs with a key of its own. */
  readonly hasKeys: boolean;
}

export function createdPage({ secret, hasKeys, ...code }: CreatedProps) {
  const { root, clientId } = code;
  const path = `${root}/applications/${encodeURIComponent(clientId)}`;
  return (
    <>
      <Panel title="Its credentials">
        <p class="hint">The client_id isn't secret.</p>
        <Code>{`CLIENT_ID=${clientId}`}</Code>
        {secret === undefined ? (
          <p>
            {hasKeys
              ? "It has no secret: it signs with its private key, which is in key.json."
              : "It has no secret: whoever has the application could read one."}
          </p>
        ) : (
          <>
            <p>
              <strong>Copy the secret now.</strong> It is kept only as a hash, so it can't be shown again.
            </p>
            <Code>{`CLIENT_SECRET=${secret}`}</Code>
          </>
        )}
        <p class="form-actions">
          <a class="button" href={path}>
            Open the application
          </a>
        </p>
      </Panel>
      <CodePanel {...code} />
    </>
  );
}

export const applicationCodePage = (props: CodeProps) => <CodePanel {...props} />;

function CodePanel({ root, clientId, samples, chosen }: CodeProps) {
  if (chosen === undefined) return null;
  const path = `${root}/applications/${encodeURIComponent(clientId)}/code`;
  return (
    <Panel title="Working code">
      <nav class="tabs" aria-label="Libraries">
        <ul>
          {samples.map(({ id, name }) => (
            <li key={id}>
              <a href={`${path}?with=${id}`} aria-current={id === chosen.id ? "page" : undefined}>
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {chosen.install !== undefined && <Code>{chosen.install}</Code>}
      <p class="hint">
        <code>{chosen.file}</code>
      </p>
      <Code>{chosen.code}</Code>
      {chosen.note !== undefined && <p class="hint">{chosen.note}</p>}
    </Panel>
  );
}

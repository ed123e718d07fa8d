/** A new secret, on the only page that ever shows it. */
import { Code, Facts, Panel } from "../parts.tsx";
import { applicationPath } from "./list.tsx";

interface SecretShownProps {
  readonly root: string;
  readonly id: string;
  readonly secret: string;
  readonly notes?: readonly string[];
}

export function secretShownPage({ root, id, secret, notes = [] }: SecretShownProps) {
  return (
    <Panel
      title="Copy the secret now"
      lead="This page shows it once. The server keeps only its hash, so nobody can show it again."
    >
      <Facts
        of={[
          ["client_id", <Code key="id">{id}</Code>],
          ["client_secret", <Code key="secret">{secret}</Code>],
        ]}
      />
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <p>
        <a class="button" href={`${applicationPath(root, id)}/secrets`}>
          I have copied it
        </a>
      </p>
    </Panel>
  );
}

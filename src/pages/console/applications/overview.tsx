/** An application at a glance: what it is, and where to look next. */
import type { Client } from "../../../protocol/client.ts";
import { Badge, Code, Facts, Panel, Time } from "../parts.tsx";
import { applicationPath } from "./list.tsx";

interface OverviewProps {
  readonly root: string;
  readonly client: Client;
  readonly kind: string;
  readonly isInFile: boolean;
  readonly lastUsed: number | undefined;
  readonly mayRemove: boolean;
}

const list = (items: readonly string[]) =>
  items.length === 0 ? "None" : items.map((item) => <div key={item}>{item}</div>);

export function overview({ root, client, kind, isInFile, lastUsed, mayRemove }: OverviewProps) {
  const path = applicationPath(root, client.id);
  const of = encodeURIComponent(client.id);
  return (
    <>
      {isInFile && (
        <p class="notice">
          <Badge>In a file</Badge> A file of the operator registers it, and it is changed only there.
        </p>
      )}
      <div class="columns">
        <Panel title="What it is">
          <Facts
            of={[
              ["client_id", <Code key="id">{client.id}</Code>],
              ["Kind", kind],
              ["Owner", client.owner ?? "None"],
              ["Team", client.team ?? "None"],
              ["Last used", lastUsed === undefined ? "Not yet" : <Time at={lastUsed} />],
            ]}
          />
        </Panel>
        <Panel title="What it may do">
          <Facts
            of={[
              ["Redirect URIs", list(client.redirectUris)],
              ["Scopes", client.scopes.join(" ") || "None"],
              ["Grant types", client.grantTypes.join(", ")],
              ["Authenticates by", client.authMethods.join(", ")],
            ]}
          />
        </Panel>
      </div>
      <Panel title="What happened">
        <ul>
          <li>
            <a href={`${root}/refusals?application=${of}`}>Its refusals</a>: what was refused, and the fix
          </li>
        </ul>
      </Panel>
      {mayRemove && (
        <p>
          <a href={`${path}/remove`}>Remove this application</a>
        </p>
      )}
    </>
  );
}

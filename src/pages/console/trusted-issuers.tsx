/** Pages of issuers whose assertions are exchanged for tokens. */
import type { TrustedIssuer } from "../../protocol/settings.ts";
import { Field, Groups, type ShownField } from "./applications/field.tsx";
import { KeysTable } from "./applications/keys-table.tsx";
import { applicationPath } from "./applications/list.tsx";
import type { Frame } from "./layout.tsx";
import { Badge, Code, Empty, Facts, Form, Panel } from "./parts.tsx";
import { Pager, Table } from "./table.tsx";

export const issuerPath = (issuer: string): string => `/trusted-issuers/${encodeURIComponent(issuer)}`;

const aboutWhom = ({ subjects }: TrustedIssuer): string =>
  subjects === "users" ? "Users of this server" : "Its own users";

const accepts = ({ identityAssertions }: TrustedIssuer): string =>
  identityAssertions ? "Identity assertions (ID-JAG)" : "Assertions (RFC 7523)";

interface ListProps {
  readonly root: string;
  readonly issuers: readonly (TrustedIssuer & { readonly isInFile: boolean })[];
  readonly next: string | undefined;
}

export function issuerList({ root, issuers, next }: ListProps) {
  return (
    <>
      <Table
        caption="Trusted issuers"
        rows={issuers}
        keyOf={({ issuer }) => issuer}
        empty={
          <Empty title="No issuer is trusted">
            Trust one if another server, such as your identity provider, vouches for users of your applications.
          </Empty>
        }
        columns={[
          {
            label: "Issuer",
            as: "main",
            cell: ({ issuer }) => <a href={`${root}${issuerPath(issuer)}`}>{issuer}</a>,
          },
          { label: "State", cell: ({ isInFile }) => isInFile && <Badge>In a file</Badge> },
          { label: "Accepted", cell: accepts },
          {
            label: "Whom it speaks of",
            cell: (one) => (one.subjects === "users" ? <Badge tone="caution">{aboutWhom(one)}</Badge> : aboutWhom(one)),
          },
          { label: "Applications", as: "number", cell: ({ clients }) => clients.length },
          { label: "Scopes", as: "number", cell: ({ scopes }) => scopes.length },
        ]}
      />
      <Pager next={next} />
    </>
  );
}

interface FormProps {
  readonly frame: Frame;
  readonly action: string;
  /** None for a new one. */
  readonly etag: string | undefined;
  readonly fields: readonly ShownField[];
}

export function issuerForm({ frame, action, etag, fields }: FormProps) {
  return (
    <Form frame={frame} action={action} fields={etag === undefined ? [] : [["etag", etag]]}>
      <Groups fields={fields} draw={(field) => <Field field={field} readOnly={false} />} />
      <div class="form-actions">
        <button type="submit" name="step" value="preview">
          {etag === undefined ? "Trust this issuer" : "Review the change"}
        </button>
        <a href={`${frame.root}/trusted-issuers`}>Cancel</a>
      </div>
    </Form>
  );
}

/** For those who don't change it. */
export function issuerFacts({ root, trusted }: { readonly root: string; readonly trusted: TrustedIssuer }) {
  const { issuer, jwks, jwksUri, clients, scopes } = trusted;
  return (
    <>
      <Panel title="What it is">
        <Facts
          of={[
            ["Issuer", <Code key="issuer">{issuer}</Code>],
            ["Accepted", accepts(trusted)],
            ["Whom it speaks of", aboutWhom(trusted)],
            ["URL of its keys", jwksUri ?? "None: they are registered here"],
          ]}
        />
        <KeysTable text={JSON.stringify(jwks ?? {})} />
      </Panel>
      <div class="columns">
        <Panel title="Applications" lead="They may send its assertions.">
          <ul class="plain-list">
            {clients.map((id) => (
              <li key={id}>
                <a href={applicationPath(root, id)}>{id}</a>
              </li>
            ))}
          </ul>
        </Panel>
        <Panel title="Scopes" lead="It may vouch for these, and for no others.">
          <ul class="plain-list">
            {scopes.map((name) => (
              <li key={name}>
                <code>{name}</code>
              </li>
            ))}
          </ul>
        </Panel>
      </div>
    </>
  );
}

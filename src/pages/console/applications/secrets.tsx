/** The secrets of an application. What they are is never on this page. */
import { type ShownFault, TextField } from "../fields.tsx";
import type { Frame } from "../layout.tsx";
import { Alert, Badge, ButtonForm, Empty, Form, Panel, Time } from "../parts.tsx";
import { Table } from "../table.tsx";

interface ShownSecret {
  readonly id: string;
  readonly label: string | undefined;
  readonly createdAt: number;
  readonly expiresAt: number | undefined;
  readonly lastUsed: number | undefined;
  readonly isInForce: boolean;
}

interface SecretsProps {
  readonly frame: Pick<Frame, "root" | "csrf">;
  readonly action: string;
  readonly isInFile: boolean;
  readonly needsSecret: boolean;
  readonly mayChange: boolean;
  readonly faults: ReadonlyMap<string, ShownFault>;
  readonly alert: { readonly says: string; readonly href: string } | undefined;
  readonly secrets: readonly ShownSecret[];
}

export function secretsPage({ frame, action, isInFile, needsSecret, mayChange, faults, alert, secrets }: SecretsProps) {
  if (isInFile)
    return (
      <Empty title="Its secrets are in a file">
        A file of the operator registers it, and its secrets are changed only there.
      </Empty>
    );
  if (!needsSecret)
    return <Empty title="It has no secret">It runs where a secret can't be kept, so PKCE protects its codes.</Empty>;
  return (
    <>
      {alert !== undefined && (
        <Alert title="Nothing was changed" href={alert.href}>
          <p>{alert.says}</p>
        </Alert>
      )}
      <Table
        caption="Secrets"
        rows={secrets}
        keyOf={({ id }) => id}
        empty={<Empty title="There is no secret yet" />}
        columns={[
          {
            label: "Secret",
            as: "main",
            cell: ({ id, label, isInForce }) => (
              <>
                {label ?? "Without a label"} <code>{id}</code> {!isInForce && <Badge tone="caution">Expired</Badge>}
              </>
            ),
          },
          { label: "Made", as: "time", cell: ({ createdAt }) => <Time at={createdAt} /> },
          {
            label: "Expires",
            as: "time",
            cell: ({ expiresAt }) => (expiresAt === undefined ? "Never" : <Time at={expiresAt} />),
          },
          {
            label: "Last used",
            as: "time",
            cell: ({ lastUsed }) => (lastUsed === undefined ? "Not yet" : <Time at={lastUsed} />),
          },
          ...(mayChange
            ? [
                {
                  label: "Action",
                  cell: ({ id, label }: ShownSecret) => (
                    <ButtonForm
                      frame={frame}
                      action={`${action}/${id}/remove`}
                      label={`Remove ${label ?? id}`}
                      tone="danger"
                    />
                  ),
                },
              ]
            : []),
        ]}
      />
      {mayChange && (
        <Panel
          title="Make another secret"
          lead="To replace a secret: make a new one, let the others expire in some days, and give the new one to every place where the application runs."
        >
          <Form frame={frame} action={action}>
            <TextField
              name="label"
              label="Label"
              hint="What it is for, such as “production 2027”."
              fault={faults.get("label") ?? faults.get("client_secret")}
            />
            <TextField
              name="expires_in_days"
              label="Expires in, days"
              type="number"
              hint="Empty: it doesn't expire."
              fault={faults.get("expires_at")}
            />
            <TextField
              name="others_expire_in_days"
              label="The others expire in, days"
              type="number"
              hint="Empty: they stay as they are. 0: at once."
              fault={faults.get("others_expire_in_days")}
            />
            <div class="form-actions">
              <button type="submit">Make a secret</button>
            </div>
          </Form>
        </Panel>
      )}
    </>
  );
}

/** Initial access tokens: the list, the form that makes one, and the only page that shows one. */
import { type ShownFault, TextField } from "../fields.tsx";
import type { Frame } from "../layout.tsx";
import { Alert, Badge, Code, Empty, Facts, Form, Panel, Time } from "../parts.tsx";
import { Pager, Table } from "../table.tsx";
import { Mode } from "./apps.tsx";

interface ShownToken {
  readonly id: string;
  readonly label: string;
  readonly owner?: string | undefined;
  readonly createdAt?: number;
  readonly expiresAt?: number | undefined;
  readonly uses?: number;
  readonly usesLeft?: number;
  readonly state: "valid" | "expired" | "used-up";
  readonly inFile: boolean;
  /** How many applications registered with it. */
  readonly applications: number;
}

interface TokensProps {
  readonly frame: Frame;
  readonly mode: "off" | "initial-access-token" | "open";
  readonly rows: readonly ShownToken[];
  readonly next: string | undefined;
  readonly first: string | undefined;
  readonly mayChange: boolean;
  readonly typed: Readonly<Record<"label" | "owner" | "uses" | "days", string>>;
  readonly faults: ReadonlyMap<string, ShownFault>;
  readonly alert: { readonly says: string; readonly href: string } | undefined;
}

const PATH = "/registrations/tokens";

const STATES = {
  valid: ["good", "Valid"],
  expired: ["neutral", "Expired"],
  "used-up": ["neutral", "Used up"],
} as const;

export function tokensPage({ frame, mode, rows, next, first, mayChange, typed, faults, alert }: TokensProps) {
  const { root } = frame;
  return (
    <>
      <Mode root={root} mode={mode} />
      {alert !== undefined && (
        <Alert title="No token was made" href={alert.href}>
          <p>{alert.says}</p>
        </Alert>
      )}
      <Table
        caption="Initial access tokens"
        rows={rows}
        keyOf={({ id }) => id}
        empty={
          <Empty title="There is no initial access token">
            {mayChange ? "Make one for a developer or a pipeline that registers applications." : undefined}
          </Empty>
        }
        columns={[
          {
            label: "For",
            as: "main",
            cell: ({ label, owner, state, inFile }: ShownToken) => (
              <>
                <bdi>{label}</bdi> <Badge tone={STATES[state][0]}>{STATES[state][1]}</Badge>{" "}
                {inFile && <Badge>In a file</Badge>}
                <span class="sub">
                  {owner === undefined ? "The applications belong to nobody" : `The applications belong to ${owner}`}
                </span>
              </>
            ),
          },
          {
            label: "Uses left",
            cell: ({ uses, usesLeft }: ShownToken) => (
              <span class="unbroken">
                {uses === undefined
                  ? "Any number"
                  : `${usesLeft?.toLocaleString("en-US")} of ${uses.toLocaleString("en-US")}`}
              </span>
            ),
          },
          {
            label: "Applications",
            as: "number",
            cell: ({ id, applications }: ShownToken) =>
              applications === 0 ? (
                "0"
              ) : (
                <a href={`${root}/registrations?by=${encodeURIComponent(id)}`}>
                  {applications.toLocaleString("en-US")}
                </a>
              ),
          },
          {
            label: "Expires",
            as: "time",
            cell: ({ createdAt, expiresAt }: ShownToken) => (
              <div>
                {expiresAt === undefined ? "Never" : <Time at={expiresAt} />}
                {createdAt !== undefined && (
                  <span class="sub">
                    Made <Time at={createdAt} />
                  </span>
                )}
              </div>
            ),
          },
          ...(mayChange
            ? [
                {
                  label: "Action",
                  cell: ({ id, label, inFile }: ShownToken) =>
                    inFile ? (
                      <span class="quiet">In the file</span>
                    ) : (
                      <Form frame={frame} action={`${PATH}/${encodeURIComponent(id)}/end`} class="inline-form">
                        <button type="submit" class="danger">
                          End<span class="unseen"> the token for {label}</span>
                        </button>
                      </Form>
                    ),
                },
              ]
            : []),
        ]}
      />
      <Pager next={next} first={first} />
      {mayChange && (
        <Panel
          title="Make a token"
          lead="Give it to whoever registers applications. It is shown once, and the server keeps only its hash."
        >
          <Form frame={frame} action={PATH}>
            <TextField
              name="label"
              label="For"
              required
              value={typed.label}
              hint="Whom or what it is for, such as “build pipeline”. The audit log says it of each application."
              fault={faults.get("label")}
            />
            <TextField
              name="owner"
              label="Owner of the applications"
              value={typed.owner}
              hint="User name of who may see and change them in the console. Empty: nobody but operators."
              fault={faults.get("owner")}
            />
            <TextField
              name="uses"
              label="Applications that it may register"
              type="number"
              value={typed.uses}
              fault={faults.get("uses")}
            />
            <TextField
              name="days"
              label="Expires in, days"
              type="number"
              value={typed.days}
              hint="At most 366. What it has registered stays."
              fault={faults.get("expires_at")}
            />
            <div class="form-actions">
              <button type="submit">Make a token</button>
            </div>
          </Form>
        </Panel>
      )}
    </>
  );
}

interface MadeTokenProps {
  readonly root: string;
  readonly issuer: string;
  readonly token: string;
  readonly label: string;
}

export function madeTokenPage({ root, issuer, token, label }: MadeTokenProps) {
  return (
    <Panel
      title="Copy the token now"
      lead="This page shows it once. The server keeps only its hash, so nobody can show it again."
    >
      <Facts
        of={[
          ["For", <bdi key="label">{label}</bdi>],
          ["Token", <Code key="token">{token}</Code>],
          [
            "An application registers itself with it",
            <Code key="use">{`curl ${issuer}/register \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"client_name": "My app", "redirect_uris": ["https://app.example/callback"]}'`}</Code>,
          ],
        ]}
      />
      <p>
        <a class="button" href={`${root}${PATH}`}>
          I have copied it
        </a>
      </p>
    </Panel>
  );
}

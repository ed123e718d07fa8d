/** On the page of an application that registered itself: how it did, what it didn't get, and who vouches for it. */
import { CheckField, type ShownFault, TextField } from "../fields.tsx";
import type { Frame } from "../layout.tsx";
import { Alert, Badge, Facts, Form, Panel, Time } from "../parts.tsx";

export interface HowRegistered {
  /** Milliseconds. */
  readonly at: number;
  readonly by: string | undefined;
  readonly label: string | undefined;
  readonly network: string | undefined;
  readonly softwareId: string | undefined;
  readonly softwareVersion: string | undefined;
  readonly isUnvouched: boolean;
  /** `undefined`: nobody kept it. */
  readonly leftOut: readonly { readonly member: string; readonly values?: readonly string[] | undefined }[] | undefined;
}

/** The form with which an operator vouches for it. */
export interface VouchForm {
  readonly frame: Pick<Frame, "root" | "csrf">;
  readonly action: string;
  readonly etag: string;
  readonly owner: string;
  readonly team: string;
  readonly firstParty: boolean;
  readonly faults: ReadonlyMap<string, ShownFault>;
  readonly alert: { readonly says: string; readonly href: string } | undefined;
}

interface HowProps {
  readonly root: string;
  readonly how: HowRegistered;
  /** None if the viewer may not decide. */
  readonly form: VouchForm | undefined;
}

export function HowItRegistered({ root, how, form }: HowProps) {
  const { at, by, label, network, softwareId, softwareVersion, isUnvouched, leftOut } = how;
  const token = by === undefined ? "Without a token" : (label ?? by);
  return (
    <div class="columns">
      <Panel
        title="It registered itself"
        lead={
          isUnvouched
            ? "Nobody vouches for it: its errors are shown on a page of this server, and it never has a sensitive scope."
            : undefined
        }
      >
        <Facts
          of={[
            ["Registered", <Time key="at" at={at} />],
            [
              "With",
              form === undefined ? (
                token
              ) : (
                <a key="by" href={`${root}/registrations?by=${encodeURIComponent(by ?? "anybody")}`}>
                  <bdi>{token}</bdi>
                </a>
              ),
            ],
            ["From", network ?? "Unknown"],
            ["Software", <bdi key="id">{[softwareId, softwareVersion].filter(Boolean).join(" ") || "Not said"}</bdi>],
            [
              "Vouched for",
              isUnvouched ? (
                <Badge key="by" tone="caution">
                  Nobody vouches
                </Badge>
              ) : (
                "Yes"
              ),
            ],
            ["Left out", <LeftOut key="left" of={leftOut} />],
          ]}
        />
      </Panel>
      {form !== undefined && <Vouch {...form} isUnvouched={isUnvouched} />}
    </div>
  );
}

/** What it asked for and didn't get. */
function LeftOut({ of }: { readonly of: HowRegistered["leftOut"] }) {
  if (of === undefined) return <>Unknown: it registered before the server kept this.</>;
  if (of.length === 0) return <>Nothing: it got everything that it asked for.</>;
  return (
    <ul class="plain-list">
      {of.map(({ member, values }) => (
        <li key={member}>
          <code>{member}</code>
          {values !== undefined && (
            <span class="chips">
              {values.map((value) => (
                <code key={value}>{value}</code>
              ))}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Vouch(props: VouchForm & { readonly isUnvouched: boolean }) {
  const { frame, action, etag, owner, team, firstParty, faults, alert, isUnvouched } = props;
  return (
    <Panel
      title={isUnvouched ? "Vouch for it" : "Who vouches for it"}
      lead="With an owner, a team or as your own app, it is an application like any other: its errors go to its redirect URI, and it isn't removed when nobody uses it."
    >
      {alert !== undefined && (
        <Alert title="Nothing was changed" href={alert.href}>
          <p>{alert.says}</p>
        </Alert>
      )}
      <Form frame={frame} action={action} fields={[["etag", etag]]}>
        <TextField
          name="owner"
          label="Owner"
          value={owner}
          hint="User name of who may see its refusals and change it."
          fault={faults.get("owner")}
        />
        <TextField
          name="team"
          label="Team"
          value={team}
          hint="Its members may do the same."
          fault={faults.get("team")}
        />
        <CheckField
          name="first_party"
          label="First party"
          hint="It is yours: users aren't asked whether they agree."
          checked={firstParty}
          fault={faults.get("first_party")}
        />
        <div class="form-actions">
          <button type="submit">Save</button>
        </div>
      </Form>
    </Panel>
  );
}

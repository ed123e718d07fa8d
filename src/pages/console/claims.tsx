/** The rules about claims of a scope, an API or an application, and what tokens look like with them. */
import type { ClaimRule, Place } from "../../protocol/claim-rule.ts";
import { Name } from "../foreign.tsx";
import type { ShownFault } from "./fields.tsx";
import { Fault, TextField } from "./fields.tsx";
import type { Frame } from "./layout.tsx";
import { type Differing, Meanwhile } from "./meanwhile.tsx";
import { Alert, Empty, Form, Panel } from "./parts.tsx";
import { Table } from "./table.tsx";
import { Result, type ShownPreview } from "./token-preview.tsx";

export interface RuleRow {
  readonly rule: Partial<ClaimRule>;
  readonly fault?: (ShownFault & { readonly member: string }) | undefined;
}

interface ClaimsPage {
  readonly frame: Frame;
  /** Below the console. */
  readonly at: string;
  readonly etag: string | undefined;
  /** Why it can't be changed; `undefined` if it can. */
  readonly fixed: string | undefined;
  readonly rows: readonly RuleRow[];
  /** Where rules of this owner may apply, if there is a choice. */
  readonly places: readonly Place[];
  readonly refused?: { readonly says: string; readonly errorUri: string } | undefined;
  /** What somebody else has saved since the form was opened. */
  readonly meanwhile?: Differing | undefined;
  readonly asked: {
    /** Chosen on the page, unless the rules are an application's. */
    readonly application?: string | undefined;
    readonly user: string;
    readonly scope: string;
    readonly faults: ReadonlyMap<string, ShownFault>;
  };
  readonly preview: ShownPreview | undefined;
  /** Whether other users than oneself can be chosen. */
  readonly anybody: boolean;
}

const PLACE_LABELS: Readonly<Record<Place, string>> = {
  access_token: "Access token",
  id_token: "ID token",
  userinfo: "Userinfo",
};

/** A constant as it is typed. */
const typed = (value: unknown): string =>
  value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);

function Input({
  at,
  name,
  label,
  value,
  placeholder,
}: {
  at: number;
  name: string;
  label: string;
  value: string;
  placeholder?: string;
}) {
  const id = `${name}-${at}`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        type="text"
        value={value}
        placeholder={placeholder}
        autocomplete="off"
        spellcheck={false}
      />
    </div>
  );
}

function Row({ at, row: { rule, fault }, places }: { at: number; row: RuleRow; places: readonly Place[] }) {
  const { claim = "", from = "", value, prefix = "", only = [], strip = false, in: where } = rule;
  const [place = ""] = where?.length === 1 ? where : [];
  const several = where !== undefined && where.length > 1 ? where.join(" ") : "";
  return (
    <fieldset class="rule">
      <legend>{claim === "" ? "New rule" : claim}</legend>
      <div class="rule-fields">
        <Input at={at} name="claim" label="Claim" value={claim} placeholder="roles" />
        <Input at={at} name="from" label="From the attribute" value={from} placeholder="groups" />
        <Input at={at} name="value" label="Or a constant" value={typed(value)} />
        <Input at={at} name="prefix" label="Only entries beginning with" value={prefix} placeholder="orders-" />
        <Input at={at} name="only" label="Only these entries" value={only.join(", ")} />
        <div class="field">
          <label for={`strip-${at}`}>Prefix</label>
          <select id={`strip-${at}`} name="strip">
            <option value="" selected={!strip}>
              Send with it
            </option>
            <option value="true" selected={strip}>
              Leave it out
            </option>
          </select>
        </div>
        {places.length > 1 && (
          <div class="field">
            <label for={`in-${at}`}>Sent in</label>
            <select id={`in-${at}`} name="in">
              <option value="">Usual places</option>
              {several !== "" && (
                <option value={several} selected>
                  {where?.map((one) => PLACE_LABELS[one]).join(", ")}
                </option>
              )}
              {places.map((one) => (
                <option key={one} value={one} selected={place === one}>
                  {PLACE_LABELS[one]}
                </option>
              ))}
            </select>
          </div>
        )}
      </div>
      <Fault name={`rule-${at}`} fault={fault} />
    </fieldset>
  );
}

function Rules({ frame, at, etag, rows, places }: ClaimsPage) {
  return (
    <Form frame={frame} action={at} fields={[["etag", etag ?? ""]]}>
      {[...rows, { rule: {} }].map((row, i) => (
        <Row key={i} at={i} row={row} places={places} />
      ))}
      <p class="hint">
        To remove a rule, empty its claim. Text, numbers, true, false and lists such as ["a", "b"] are constants.
      </p>
      <div class="form-actions">
        <button type="submit" class="primary">
          Save rules
        </button>
      </div>
    </Form>
  );
}

const sourceOf = ({ from, value, prefix, only, strip }: Partial<ClaimRule>): string => {
  if (from === undefined) return `constant ${typed(value)}`;
  const filters = [
    prefix === undefined ? "" : ` beginning with ${prefix}${strip === true ? ", without it" : ""}`,
    only === undefined ? "" : `, only ${only.join(", ")}`,
  ];
  return `${from}${filters.join("")}`;
};

function FixedRules({ rows }: Pick<ClaimsPage, "rows">) {
  return (
    <Table
      caption="Rules"
      rows={rows}
      keyOf={({ rule }) => rule.claim ?? ""}
      columns={[
        { label: "Claim", as: "main", cell: ({ rule }) => <code>{rule.claim}</code> },
        { label: "From", cell: ({ rule }) => sourceOf(rule) },
        { label: "Sent in", cell: ({ rule }) => rule.in?.map((one) => PLACE_LABELS[one]).join(", ") ?? "Usual places" },
      ]}
      empty={<Empty title="No rules">Tokens have the claims of the protocol and of the granted scopes.</Empty>}
    />
  );
}

function Preview({ frame, at, asked, preview, anybody }: ClaimsPage) {
  const { application, user, scope, faults } = asked;
  return (
    <Panel
      title="Preview"
      lead="What an application would receive. It is made like real tokens, and nothing is issued."
    >
      <form method="get" action={`${frame.root}${at}`} class="preview-form">
        {application !== undefined && (
          <TextField
            name="client_id"
            label="Application"
            hint="Its client_id."
            value={application}
            fault={faults.get("client_id")}
          />
        )}
        <TextField
          name="user"
          label="User"
          hint={anybody ? "Username or subject. Without one, the application acts for itself." : "Yourself."}
          value={user}
          readOnly={!anybody}
          fault={faults.get("user")}
        />
        <TextField
          name="scope"
          label="Granted scopes"
          hint="Separated by spaces. If empty, all that the application may request."
          value={scope}
          fault={faults.get("scope")}
        />
        <div class="form-actions">
          <button type="submit" name="preview" value="1">
            Show tokens
          </button>
        </div>
      </form>
      {preview !== undefined && <Result preview={preview} />}
    </Panel>
  );
}

export function claimsPage(v: ClaimsPage) {
  return (
    <>
      {v.refused !== undefined && (
        <Alert title={v.refused.says} href={v.refused.errorUri}>
          {null}
        </Alert>
      )}
      <Meanwhile of={v.meanwhile} />
      <Panel
        title="Rules"
        lead="Attributes of the user are sent only if a granted scope releases them, so nobody learns what the user didn't agree to."
      >
        {v.fixed === undefined ? (
          <Rules {...v} />
        ) : (
          <>
            <p class="hint">
              <Name>{v.fixed}</Name>
            </p>
            <FixedRules rows={v.rows} />
          </>
        )}
      </Panel>
      <Preview {...v} />
    </>
  );
}

/** A tab on which an application is changed: its fields, what was wrong with them, and what somebody else has changed meanwhile. */
import { Differences } from "../consequences.tsx";
import { ChoicesField, type ShownFault, TextField } from "../fields.tsx";
import type { Frame } from "../layout.tsx";
import { Alert, Badge, Form, Time } from "../parts.tsx";
import { Field, Groups, type ShownField } from "./field.tsx";

export interface ShownScope {
  readonly name: string;
  readonly description: string;
  readonly isSensitive: boolean;
  readonly state: "active" | "deprecated" | "removed";
  readonly isChosen: boolean;
  /** An owner asks an operator for it. */
  readonly mustAsk: boolean;
  /** When it was last requested. Milliseconds. */
  readonly askedAt: number | undefined;
}

/** A page of them. */
export interface ShownScopes {
  readonly scopes: readonly ShownScope[];
  /** Chosen ones that aren't on it. */
  readonly others: readonly string[];
  readonly find: { readonly q: string; readonly after: string } | undefined;
  readonly next: string | undefined;
}

interface TabProps {
  readonly frame: Pick<Frame, "root" | "csrf">;
  readonly action: string;
  readonly clientId: string;
  readonly etag: string;
  readonly isInFile: boolean;
  readonly readOnly: boolean;
  readonly alert: { readonly says: string; readonly href?: string | undefined } | undefined;
  readonly differences:
    | readonly { readonly member: string; readonly now: string; readonly yours: string }[]
    | undefined;
  readonly applicationType: string;
  readonly schemes: string;
  readonly fields: readonly ShownField[];
  readonly scopes: ShownScopes;
  /** What is wrong with members that are on other tabs. */
  readonly elsewhere: readonly FaultElsewhere[];
}

export interface FaultElsewhere {
  readonly member: string;
  /** What the field is called, and where it is; none for a member without a field. */
  readonly label: string | undefined;
  readonly href: string | undefined;
  readonly fault: ShownFault;
}

export function tabPage(props: TabProps) {
  const { frame, action, etag, isInFile, readOnly, alert, differences, applicationType, schemes, fields } = props;
  const inputs = (
    <Groups
      fields={fields}
      draw={(field) =>
        field.as === "scopes" ? <ScopesField field={field} {...props} /> : <Field field={field} readOnly={readOnly} />
      }
    />
  );
  return (
    <>
      {alert !== undefined && (
        <Alert title="Nothing was saved" href={alert.href}>
          <p>{alert.says}</p>
          <Elsewhere of={props.elsewhere} />
          {differences !== undefined && differences.length > 0 && <Differences of={differences} />}
          {differences !== undefined && <p>What you typed is below. Save it again to put it in force.</p>}
        </Alert>
      )}
      {isInFile && (
        <p class="notice">
          <Badge>In a file</Badge> A file of the operator registers it, and it is changed only there.
        </p>
      )}
      {readOnly ? (
        <div class="form">{inputs}</div>
      ) : (
        <Form frame={frame} action={action} fields={[["etag", etag]]}>
          <div data-application-type={applicationType} data-schemes={schemes}>
            {inputs}
          </div>
          <div class="form-actions">
            <button type="submit">See what this would do</button>
          </div>
        </Form>
      )}
    </>
  );
}

function Elsewhere({ of }: { readonly of: readonly FaultElsewhere[] }) {
  if (of.length === 0) return null;
  return (
    <ul class="plain-list">
      {of.map(({ member, label, href, fault }) => (
        <li key={member}>
          {href === undefined ? <code>{member}</code> : <a href={href}>{label}</a>}: <strong>Sent:</strong> {fault.sent}
          . <strong>Expected:</strong> {fault.expected}.
        </li>
      ))}
    </ul>
  );
}

function ScopesField({ field, readOnly, scopes, frame, clientId }: TabProps & { readonly field: ShownField }) {
  const { member: name, label, fault } = field;
  return (
    <>
      <FindScopes {...scopes} readOnly={readOnly} />
      <Scopes {...{ name, label, fault, readOnly }} scopes={scopes.scopes} root={frame.root} clientId={clientId} />
      <MoreScopes {...scopes} readOnly={readOnly} />
    </>
  );
}

type Part = ShownScopes & { readonly readOnly: boolean };

/** In a form, what was selected is kept from page to page, and nothing is saved by looking for more. */
function FindScopes({ find, others, readOnly }: Part) {
  if (find === undefined) return null;
  const fields = (
    <>
      <TextField name="find" label="Find a scope" type="search" value={find.q} placeholder="Name or description" />
      <button type="submit" class="quiet-button" name="step" value="find" formnovalidate>
        Find
      </button>
    </>
  );
  if (readOnly)
    return (
      <form class="filters" method="get">
        {fields}
      </form>
    );
  return (
    <>
      <div class="filters">{fields}</div>
      <input type="hidden" name="scope_others" value={others.join(" ")} />
      {others.length > 0 && (
        <p class="hint">
          {others.length === 1 ? "1 more scope is" : `${others.length} more scopes are`} allowed and not shown here.
        </p>
      )}
    </>
  );
}

function MoreScopes({ find, next, readOnly }: Part) {
  if (find === undefined || (next === undefined && find.after === "")) return null;
  const query = (after: string): string => `?${new URLSearchParams({ find: find.q, ...(after !== "" && { after }) })}`;
  return (
    <p class="more-scopes">
      {find.after !== "" && <Turn to="find" href={query("")} label="First page" readOnly={readOnly} />}
      {next !== undefined && <Turn to={`after:${next}`} href={query(next)} label="More scopes" readOnly={readOnly} />}
    </p>
  );
}

function Turn({ to, href, label, readOnly }: Record<"to" | "href" | "label", string> & { readonly readOnly: boolean }) {
  if (readOnly) return <a href={href}>{label}</a>;
  return (
    <button type="submit" class="quiet-button" name="step" value={to} formnovalidate>
      {label}
    </button>
  );
}

interface ScopesProps {
  readonly name: string;
  readonly label: string;
  readonly fault: ShownFault | undefined;
  readonly readOnly: boolean;
  readonly scopes: readonly ShownScope[];
  readonly root: string;
  readonly clientId: string;
}

function Scopes({ scopes, root, clientId, ...field }: ScopesProps) {
  return (
    <ChoicesField
      {...field}
      as="several"
      chosen={scopes.filter(({ isChosen }) => isChosen).map(({ name }) => name)}
      choices={scopes.map(({ name, description, isSensitive, state, mustAsk, askedAt }) => ({
        value: name,
        label: name,
        disabled: mustAsk,
        badges: (
          <>
            {isSensitive && <Badge tone="caution">Sensitive</Badge>}
            {state !== "active" && <Badge>{state === "deprecated" ? "Deprecated" : "Removed"}</Badge>}
          </>
        ),
        hint: (
          <>
            {description}.{" "}
            {askedAt !== undefined && (
              <>
                Last requested <Time at={askedAt} />.{" "}
              </>
            )}
            {mustAsk && (
              <a
                href={`${root}/requests/new?application=${encodeURIComponent(clientId)}&scope=${encodeURIComponent(name)}`}
              >
                Ask an operator for it
              </a>
            )}
          </>
        ),
      }))}
    />
  );
}

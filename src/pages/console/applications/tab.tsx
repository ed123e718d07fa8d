/** A tab on which an application is changed: its fields, what was wrong with them, and what somebody else has changed meanwhile. */
import { Differences } from "../consequences.tsx";
import { CheckField, ChoicesField, LinesField, type ShownFault, TextField } from "../fields.tsx";
import type { Frame } from "../layout.tsx";
import { Alert, Badge, Form, Time } from "../parts.tsx";

export interface ShownField {
  readonly member: string;
  readonly label: string;
  readonly hint: string;
  readonly as: "text" | "lines" | "words" | "seconds" | "box" | "several" | "scopes";
  readonly choices?: readonly (readonly [value: string, label: string])[];
  readonly group?: string;
  readonly fault: ShownFault | undefined;
  readonly values: readonly string[];
}

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
}

export function tabPage(props: TabProps) {
  const { frame, action, etag, isInFile, readOnly, alert, differences, applicationType, schemes, fields } = props;
  const inputs = fields.map((field) => (
    <>
      {field.group !== undefined && <h2>{field.group}</h2>}
      <Field key={field.member} field={field} {...props} />
    </>
  ));
  return (
    <>
      {alert !== undefined && (
        <Alert title="Nothing was saved" href={alert.href}>
          <p>{alert.says}</p>
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

function Field({ field, readOnly, scopes, frame, clientId }: TabProps & { readonly field: ShownField }) {
  const { member: name, label, fault, values, as, choices = [] } = field;
  const hint = field.hint === "" ? undefined : field.hint;
  const common = { name, label, hint, fault, readOnly };
  const [value = ""] = values;
  switch (as) {
    case "lines":
      return (
        <div data-redirect-uris={name.endsWith("redirect_uris") ? "" : undefined}>
          <LinesField {...common} value={values.join("\n")} rows={Math.max(3, values.length + 1)} />
        </div>
      );
    case "words":
      return <TextField {...common} value={values.join(" ")} />;
    case "box":
      return <CheckField {...common} checked={value === "true"} />;
    case "several":
      return (
        <ChoicesField
          {...common}
          as={name === "application_type" ? "one" : "several"}
          chosen={values}
          choices={choices.map(([one, says]) => ({ value: one, label: says }))}
        />
      );
    case "scopes":
      return (
        <>
          <FindScopes {...scopes} readOnly={readOnly} />
          <Scopes {...common} scopes={scopes.scopes} root={frame.root} clientId={clientId} />
          <MoreScopes {...scopes} readOnly={readOnly} />
        </>
      );
    default:
      return <TextField {...common} value={value} />;
  }
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

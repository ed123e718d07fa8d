/** One field of a tab, by the kind of its value, and the groups of fields. */
import type { ComponentChildren } from "preact";
import { CheckField, ChoicesField, LinesField, SelectField, type ShownFault, TextField } from "../fields.tsx";
import { AllOrWords } from "./all-or-words.tsx";
import { type Exchange, ExchangeFields } from "./exchange.tsx";
import { KeysTable } from "./keys-table.tsx";

/** What another field of the same form must have, for a field that is shown only then. The stylesheet knows each of them. */
export type Needs =
  | "assertion"
  | "authority"
  | "attestation"
  | "pairwise"
  | "ping"
  | `${"id-token" | "userinfo" | "introspection" | "request" | "response"}-encryption`;

/** A member, and how a form shows it. */
export interface FieldOfTab {
  readonly member: string;
  readonly label: string;
  readonly hint: string;
  readonly as:
    | "text"
    | "lines"
    | "words"
    | "seconds"
    | "box"
    | "several"
    | "one"
    | "choice"
    | "keys"
    | "among"
    | "all-or-words"
    | "scopes"
    | "exchange";
  readonly choices?: readonly (readonly [value: string, label: string])[];
  /** Of `choice`: what holds if none is chosen. Of `all-or-words`: what its box says. */
  readonly otherwise?: string;
  /** Of `among`: what its choices are. */
  readonly from?: "apis" | "detail-types" | "scopes";
  /** A title above the field, where a group begins. */
  readonly group?: string;
  /** What the group is for, in a sentence. */
  readonly lead?: string;
  /** The group is folded as long as none of its members is set: few applications need it. */
  readonly folded?: true;
  /** A value that is nothing special. */
  readonly usual?: string;
  /** Shown only where another field of the form has the value that makes sense of it. */
  readonly needs?: Needs;
}

/** With what is in it. */
export interface ShownField extends FieldOfTab {
  readonly fault: ShownFault | undefined;
  readonly values: readonly string[];
  /** Of `exchange`. */
  readonly exchange?: Exchange | undefined;
}

/** Any field but that of scopes. */
export function Field({ field, readOnly }: { readonly field: ShownField; readonly readOnly: boolean }) {
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
    case "keys":
      return (
        <>
          <KeysTable text={value} />
          <LinesField {...common} value={value} rows={Math.min(14, Math.max(3, value.split("\n").length + 1))} />
        </>
      );
    case "among":
      return <Among field={field} readOnly={readOnly} />;
    case "all-or-words":
      return <AllOrWords {...common} values={values} all={field.otherwise ?? ""} />;
    case "words":
      return <TextField {...common} value={values.join(" ")} />;
    case "box":
      return <CheckField {...common} checked={value === "true"} />;
    case "choice":
      return (
        <SelectField
          {...common}
          value={value}
          choices={[
            { value: "", label: field.otherwise ?? "The default" },
            ...choices.map(([one, says]) => ({ value: one, label: says })),
            // One that a later version has set, or that isn't a choice any more, isn't lost by saving the form.
            ...(value === "" || choices.some(([one]) => one === value) ? [] : [{ value, label: value }]),
          ]}
        />
      );
    case "one":
    case "several":
      return (
        <ChoicesField
          {...common}
          as={as}
          chosen={values}
          choices={choices.map(([one, says]) => ({ value: one, label: says }))}
        />
      );
    case "exchange":
      return <ExchangeFields name={name} of={field.exchange} fault={fault} readOnly={readOnly} />;
    default:
      return <TextField {...common} value={value} />;
  }
}

/** More choices than this are a list to type, because nobody looks through so many boxes. */
const MOST_CHOICES = 40;

/** Some of what the server has, and what was chosen before and is gone. */
function Among({ field, readOnly }: { readonly field: ShownField; readonly readOnly: boolean }) {
  const { member: name, label, fault, values, choices = [] } = field;
  const common = { name, label, fault, readOnly };
  if (choices.length > MOST_CHOICES)
    return (
      <LinesField
        {...common}
        hint={`${field.hint} One in each line.`}
        value={values.join("\n")}
        rows={values.length + 2}
      />
    );
  const gone = values.filter((value) => !choices.some(([one]) => one === value));
  const shown = [...choices, ...gone.map((value) => [value, value] as const)];
  if (shown.length === 0)
    return (
      <p class="hint" id={name}>
        {label}: there are none.
      </p>
    );
  return (
    <ChoicesField
      {...common}
      hint={field.hint}
      as="several"
      chosen={values}
      choices={shown.map(([value, says]) => ({ value, label: says }))}
    />
  );
}

interface Group {
  readonly first: ShownField;
  readonly fields: readonly ShownField[];
}

/** Each group begins with a field that has its title. */
function groupsOf(fields: readonly ShownField[]): readonly Group[] {
  const starts = fields.flatMap(({ group }, at) => (at === 0 || group !== undefined ? [at] : []));
  return starts.map((at, n) => {
    const within = fields.slice(at, starts[n + 1]);
    return { first: within[0] as ShownField, fields: within };
  });
}

const isSet = ({ values, exchange, usual = "false" }: ShownField): boolean =>
  exchange !== undefined || values.some((value) => value !== "" && value !== usual);

interface GroupsProps {
  readonly fields: readonly ShownField[];
  readonly draw: (field: ShownField) => ComponentChildren;
}

/** The fields of a form in their groups. A folded one is open if something in it is set or wrong. */
export function Groups({ fields, draw }: GroupsProps) {
  return (
    <>
      {groupsOf(fields).map(({ first: { member, group, lead, folded }, fields: within }) => {
        const inputs = (
          <>
            {lead !== undefined && <p class="hint">{lead}</p>}
            {within.map((field) => (
              // What is wrong is never out of sight.
              <div
                key={field.member}
                class="dependent"
                data-needs={field.fault === undefined ? field.needs : undefined}
              >
                {draw(field)}
              </div>
            ))}
          </>
        );
        if (folded === undefined)
          return (
            <div key={member} class="group">
              {group !== undefined && <h2>{group}</h2>}
              {inputs}
            </div>
          );
        return (
          <details key={member} class="fold" open={within.some((field) => isSet(field) || field.fault !== undefined)}>
            <summary>{group}</summary>
            {inputs}
          </details>
        );
      })}
    </>
  );
}

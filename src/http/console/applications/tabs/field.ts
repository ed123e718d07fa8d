/** A tab on which an application is changed, and its fields. */
import type { Members } from "../../../../admin/representation.ts";
import type { Needs } from "../../../../pages/console/applications/field.tsx";

export interface Tab {
  readonly path: string;
  readonly label: string;
  readonly lead: string;
  readonly fields: readonly TabField[];
}

/** A member, and how its form shows it. */
export interface TabField {
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
    | "json"
    | "scopes"
    | "exchange";
  readonly choices?: readonly (readonly [value: string, label: string])[];
  /** Of `choice`: what holds if none is chosen. */
  readonly otherwise?: string;
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
  /** Shown only for such an application; for others, the form doesn't change it. */
  readonly when?: (members: Members) => boolean;
}

/** The fields of a tab that this application has. */
export const fieldsOf = ({ fields }: Tab, members: Members): readonly TabField[] =>
  fields.filter(({ when }) => when === undefined || when(members));

/** Names with what they mean, for somebody who doesn't know them. */
export const named = (names: readonly string[], labels: Readonly<Record<string, string>> = {}) =>
  names.map((name) => [name, labels[name] === undefined ? name : `${labels[name]} (${name})`] as const);

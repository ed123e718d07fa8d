/** A tab on which an application is changed, and its fields. */
import type { Members } from "../../../../admin/representation.ts";
import type { FieldOfTab } from "../../../../pages/console/applications/field.tsx";

export interface Tab {
  readonly path: string;
  readonly label: string;
  readonly lead: string;
  readonly fields: readonly TabField[];
}

/** A member, and how its form shows it. */
export interface TabField extends FieldOfTab {
  /** Shown only for such an application; for others, the form doesn't change it. */
  readonly when?: (members: Members) => boolean;
}

/** The fields of a tab that this application has. */
export const fieldsOf = ({ fields }: Tab, members: Members): readonly TabField[] =>
  fields.filter(({ when }) => when === undefined || when(members));

/** Names with what they mean, for somebody who doesn't know them. */
export const named = (names: readonly string[], labels: Readonly<Record<string, string>> = {}) =>
  names.map((name) => [name, labels[name] === undefined ? name : `${labels[name]} (${name})`] as const);

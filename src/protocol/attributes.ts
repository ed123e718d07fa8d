/** Attributes that the operator declares beside the claims of OpenID Connect: which there are, and which values they may have. */

export const ATTRIBUTE_TYPES = ["text", "number", "boolean", "list"] as const;

export interface Attribute {
  /** Its name among the claims of a user. */
  readonly name: string;
  readonly type: (typeof ATTRIBUTE_TYPES)[number];
  /** As pages show it; the default is the name. */
  readonly title?: string | undefined;
  /** Whether users may change their own. */
  readonly editable: boolean;
}

/** What users have beside the standard, and what they may change themselves. */
export interface UserSettings {
  readonly attributes: readonly Attribute[];
  /** The claims of OpenID Connect that users may change. */
  readonly editable: readonly string[];
}

export const titleOf = ({ name, title }: Attribute): string => title ?? name;

export const named = (attributes: readonly Attribute[], name: string): Attribute | undefined =>
  attributes.find((one) => one.name === name);

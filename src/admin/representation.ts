/** How something that is registered is shown and changed through the admin API: one schema validates it and describes it. */
import { z } from "zod";
import type { SettingSchema } from "../configuration/expected.ts";
import type { ConfigurationFault } from "../configuration/fault.ts";
import { faultsOf } from "../configuration/form.ts";
import type { Beside } from "../configuration/registered-faults.ts";
import type { Contents } from "../ports/registered.ts";
import type { Change, ListedBy } from "../ports/registrations.ts";
import type { SettingsInFile } from "../ports/registry.ts";
import type { AdminKind, FieldFault } from "../protocol/admin/occasion.ts";
import type { AdminScope } from "../protocol/scope/catalogue.ts";
import type { Parameters } from "./parameter.ts";
import type { Walls } from "./walls.ts";

/** The members of a representation, all of them on one level. */
export type Members = Readonly<Record<string, unknown>>;

/** A member of scopes and APIs, which are also built in. */
export const OWNED = {
  owned_by: z
    .literal("file")
    .describe("`file`: the configuration file registers it, or it is built in. It isn't changed here."),
};

/** What a body is read with. */
export interface Reading<Content> {
  /** What is registered besides, and may be referred to. */
  readonly beside: Beside;
  /** The scopes of the admin API that the caller has. */
  readonly granted: readonly string[];
  /** What is changed; none if something is added. */
  readonly before: Content | undefined;
  /** The id of what is added, unless the body says it. */
  readonly newId: string;
  /** What the configuration file says of settings. */
  readonly inFile: SettingsInFile;
  /** Milliseconds. */
  readonly now: number;
  /** Whether the owner and the team that the body names exist, and which of its `clients` aren't registered. */
  readonly exists: Readonly<Record<"owner" | "team", boolean>> & { readonly strangers?: ReadonlySet<string> };
  /** What the caller may not set; `undefined` for an operator or a service. */
  readonly walls: Walls | undefined;
}

export interface Representation<Kind extends AdminKind> {
  readonly kind: Kind;
  /** The name of its schema. */
  readonly title: string;
  /** The last part of its path below `/admin/v1`. */
  readonly plural: string;
  /** The id of the one registration of its kind, whose path is that of the kind. It can be changed, and is always there. */
  readonly single?: string;
  /** The scope that allows to change it. With `:read`, it allows to look. */
  readonly scope: AdminScope;
  /** The scope that allows to change it, if it is another one. */
  readonly changes?: AdminScope;
  /** The members that can be sent. */
  readonly schema: z.ZodObject;
  /** The members that only the server sets, and what they are. */
  readonly fixed: Readonly<Record<string, z.ZodType>>;
  /** The member that is its id. */
  readonly idMember: string;
  /** Parameters of its list, and what they select. */
  readonly filters?: Parameters;
  /** How the storage finds what `filter` selects, or more than that. */
  readonly finds?: (sent: Readonly<Record<string, unknown>>) => Pick<ListedBy, "ownedBy" | "uses">;
  readonly filter?: (sent: Readonly<Record<string, unknown>>) => ((content: Contents[Kind]) => boolean) | undefined;
  /** Members that can only be judged with another one: the one and the other. */
  readonly depend?: readonly (readonly [member: string, on: string])[];
  readonly idOf: (content: Contents[Kind]) => string;
  /** The change that registers it from now on. `from`: the version that it was made from. */
  readonly changeTo: (content: Contents[Kind], from: number) => Change;
  /** As it can be sent. */
  readonly membersOf: (content: Contents[Kind]) => Members;
  /** As it is shown, if that is more than what can be sent. */
  readonly shownOf?: (content: Contents[Kind], inFile: SettingsInFile) => Members;
  /** What members that the schema accepts mean together. `sent`: those that this request names. */
  readonly read: (
    members: Members,
    sent: ReadonlySet<string>,
    reading: Reading<Contents[Kind]>,
  ) => Contents[Kind] | readonly FieldFault[];
}

/** What a schema expects at each place, in the words of the configuration. */
export const settingsOf = (schema: z.ZodType): SettingSchema =>
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as SettingSchema;

/** Faults of form: wrong types and values. */
export function formFaults(schema: z.ZodType, members: Members): readonly FieldFault[] {
  const parsed = schema.safeParse(members);
  if (parsed.success) return [];
  const within = settingsOf(schema);
  return parsed.error.issues
    .flatMap((issue) => faultsOf(issue, members, within))
    .map(({ key, is, expected }) => invalid(pointerOf(key), is, expected));
}

/** A path such as `redirect_uris[0]` as a JSON pointer (RFC 6901). */
const pointerOf = (key: string): string => `/${key.replaceAll(/\[(\d+)\]/g, "/$1").replaceAll(".", "/")}`;

export const invalid = (pointer: string, sent: string, expected: string): FieldFault => ({
  pointer,
  sent,
  expected,
  code: "admin/field-invalid",
});

/**
 * Faults that the configuration's checks have found, with the names of this representation. `memberOf` says which member a setting is;
 * `words`: members that are lists there and words in one text here.
 */
export function translated(
  faults: Iterable<ConfigurationFault>,
  memberOf: (setting: string) => string,
  words: ReadonlySet<string> = new Set(),
): readonly FieldFault[] {
  return [...faults].map(({ key, is, expected }) => {
    const [, setting = "", , index, within] = /^\w+\[0\]\.((?:\w+\.)?\w+)(\[(\d+)\])?(?:\.(\w+))?/.exec(key) ?? [];
    const member = memberOf(setting);
    const place = index === undefined || words.has(member) ? [] : [index, ...(within === undefined ? [] : [within])];
    const pointer = ["", ...member.split("."), ...place].join("/");
    const said = expected.replaceAll(/\b(?:clients|scopes|apis)\[0\]\.(\w+)/g, (_, name: string) => memberOf(name));
    // The list may be cut.
    return invalid(pointer, is, said.replace(/^(.*); (did you mean \S+\?)$/s, "$2 It must be $1"));
  });
}

/** What a body means: all members are judged, and every fault is named at its place. */
import type { Contents } from "../ports/registered.ts";
import type { AdminKind, FieldFault } from "../protocol/admin/occasion.ts";
import { formFaults, invalid, type Members, type Reading, type Representation } from "./representation.ts";
import { stranger } from "./sent-body.ts";

export interface Submitted<Kind extends AdminKind> {
  /** None if there are faults. */
  readonly content: Contents[Kind] | undefined;
  readonly faults: readonly FieldFault[];
}

/** Reads a whole representation, or, with `before`, a JSON Merge Patch (RFC 7396) of it. */
export function submitted<Kind extends AdminKind>(
  of: Representation<Kind>,
  body: Members,
  reading: Reading<Contents[Kind]>,
): Submitted<Kind> {
  const { schema } = of;
  const before = reading.before === undefined ? {} : of.membersOf(reading.before);
  const isChange = reading.before !== undefined;
  const names = Object.keys(body);
  const known = names.filter((name) => Object.hasOwn(schema.shape, name));
  const merged = merge(
    before,
    known.map((name) => [name, body[name]] as const),
    isChange,
  );
  const form = formFaults(schema, merged);
  const faults = [
    ...names.filter((name) => !known.includes(name)).flatMap((name) => strangerFaults(of, name, body[name], reading)),
    ...(isChange ? renamed(of, before, merged) : []),
    ...form,
  ];
  const sent = new Set(known);
  const read =
    form.length === 0 ? of.read(schema.parse(merged), sent, reading) : soundPart(of, merged, sent, form, reading);
  if (isFaults(read)) return { content: undefined, faults: [...faults, ...read] };
  return { content: faults.length === 0 ? read : undefined, faults };
}

const isFaults = <T extends object>(read: T | readonly FieldFault[]): read is readonly FieldFault[] =>
  Array.isArray(read);

/** `null` removes a member of what is changed. In something new it is a wrong value. */
function merge(before: Members, sent: readonly (readonly [string, unknown])[], isChange: boolean): Members {
  const within = sent.map(([name, value]) => {
    const was = before[name];
    return [
      name,
      isChange && isObject(was) && isObject(value) ? merge(was, Object.entries(value), true) : value,
    ] as const;
  });
  const all = new Map([...Object.entries(before), ...within]);
  return Object.fromEntries([...all].filter(([, value]) => value !== undefined && !(isChange && value === null)));
}

const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A member that can't be sent: one that only the server sets, or one that doesn't exist. */
function strangerFaults<Kind extends AdminKind>(
  of: Representation<Kind>,
  name: string,
  value: unknown,
  { before }: Reading<Contents[Kind]>,
): readonly FieldFault[] {
  const pointer = `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  if (Object.hasOwn(of.fixed, name)) {
    // Whoever sends back what was shown changes nothing.
    if (name === of.idMember && before !== undefined && value === of.idOf(before)) return [];
    return [invalid(pointer, "not shown", "nothing, because only the server sets it")];
  }
  return [stranger(name, of.schema)];
}

/** Others refer to a name, so it stays. */
function renamed<Kind extends AdminKind>({ idMember }: Representation<Kind>, before: Members, merged: Members) {
  const [was, is] = [before[idMember], merged[idMember]];
  if (was === is || typeof is !== "string") return [];
  return [invalid(`/${idMember}`, JSON.stringify(is.slice(0, 120)), `${String(was)}, because its name can't change`)];
}

/** Faults of the members whose form is right, so that all faults are named at once. Those of others may only follow from the wrong ones. */
function soundPart<Kind extends AdminKind>(
  of: Representation<Kind>,
  merged: Members,
  sent: ReadonlySet<string>,
  form: readonly FieldFault[],
  reading: Reading<Contents[Kind]>,
): readonly FieldFault[] {
  const faulty = new Set(form.map(({ pointer }) => pointer.split("/")[1]));
  const wrong = new Set([...faulty, ...(of.depend ?? []).filter(([, on]) => faulty.has(on)).map(([member]) => member)]);
  const sound = Object.fromEntries(Object.entries(merged).filter(([name]) => !wrong.has(name)));
  const parsed = of.schema.partial().safeParse(sound);
  if (!parsed.success) return [];
  const read = of.read(parsed.data, sent, reading);
  if (!isFaults(read)) return [];
  return read.filter(({ pointer }) => Object.hasOwn(sound, pointer.split("/")[1] ?? ""));
}

/**
 * How facts are kept: one description of each member, by which it is written and read again. The compiler asks for every member, so that a new
 * one is kept only by an explicit choice. There is no description for bytes, which are hashes of secrets: they can only be `forgotten`.
 */

/** Shows whether two credentials are the same, and nothing else about them. */
export type Thumbprint = (credential: string) => string;

export interface Shape<T> {
  /** As JSON; `undefined` if nothing of it is kept. */
  readonly write: (value: T, thumbprint: Thumbprint) => unknown;
  /** Throws `Unreadable` if it was never written by `write`. */
  readonly read: (kept: unknown) => T;
}

/** Why a record can't be read: the path of the member, and what it should be. */
export class Unreadable extends Error {
  constructor(expected: string, path: readonly string[] = []) {
    super(path.length === 0 ? `It isn't ${expected}.` : `${path.join(".")} isn't ${expected}.`);
    this.name = "Unreadable";
    this.expected = expected;
    this.path = path;
  }
  readonly expected: string;
  readonly path: readonly string[];
}

/** Reads what is kept under a name, which the error then includes. */
export function readIn<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof Unreadable ? new Unreadable(error.expected, [name, ...error.path]) : error;
  }
}

function plain<T>(expected: string, is: (kept: unknown) => kept is T): Shape<T> {
  return {
    write: (value) => value,
    read(kept) {
      if (is(kept)) return kept;
      throw new Unreadable(expected);
    },
  };
}

export const text: Shape<string> = plain("a text", (kept) => typeof kept === "string");
export const number: Shape<number> = plain("a number", (kept) => typeof kept === "number");
/** How many characters or bytes something had. It may be restored as so many. */
export const lengthUpTo = (most: number): Shape<number> =>
  plain("a length", (kept): kept is number => Number.isSafeInteger(kept) && Number(kept) >= 0 && Number(kept) <= most);
export const flag: Shape<boolean> = plain("true or false", (kept) => typeof kept === "boolean");
/** Whatever it is, to be read by another shape. */
export const json: Shape<unknown> = { write: (value) => value, read: (kept) => kept };
const object = plain(
  "an object",
  (kept): kept is Readonly<Record<string, unknown>> =>
    typeof kept === "object" && kept !== null && !Array.isArray(kept),
);

/** One of these texts. */
export const oneOf = <T extends string>(...texts: readonly T[]): Shape<T> =>
  plain(texts.join(" or "), (kept): kept is T => texts.some((one) => one === kept));

/** A text of which only the first characters are kept. */
export const cutAt = (most: number): Shape<string> => ({ ...text, write: (value) => value.slice(0, most) });

export function listOf<T>(each: Shape<T>): Shape<readonly T[]> {
  return {
    write: (values, thumbprint) => values.map((value) => each.write(value, thumbprint)),
    read(kept) {
      if (!Array.isArray(kept)) throw new Unreadable("a list");
      return kept.map((one, at) => readIn(String(at), () => each.read(one)));
    },
  };
}

export const texts: Shape<readonly string[]> = listOf(text);

/** A member that may be missing. */
export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
  return {
    write: (value, thumbprint) => (value === undefined ? undefined : shape.write(value, thumbprint)),
    read: (kept) => (kept === undefined ? undefined : shape.read(kept)),
  };
}

/** A member that records from before don't have. */
export const since = <T>(shape: Shape<T>, before: T): Shape<T> => ({
  ...shape,
  read: (kept) => (kept === undefined ? before : shape.read(kept)),
});

/** A member that isn't kept, and what decisions find in its place. */
export const forgotten = <T>(instead: T): Shape<T> => ({ write: () => undefined, read: () => instead });

/** A member that may be missing, and isn't kept. */
export const leftOut = <T>(): Shape<T | undefined> => forgotten<T | undefined>(undefined);

/** What is kept in another form. */
export function keptAs<T, Kept>(
  shape: Shape<Kept>,
  write: (value: T, thumbprint: Thumbprint) => Kept,
  read: (kept: Kept) => T,
): Shape<T> {
  return {
    write: (value, thumbprint) => shape.write(write(value, thumbprint), thumbprint),
    read: (kept) => read(shape.read(kept)),
  };
}

/** A shape for each member of an object. */
export type Members<T> = { readonly [Name in keyof Required<T>]: Shape<T[Name]> };

export function members<T extends object>(shapes: Members<T>): Shape<T> {
  const entries = Object.entries(shapes) as unknown as readonly (readonly [keyof T & string, Shape<unknown>])[];
  return {
    write(value, thumbprint) {
      const kept: Record<string, unknown> = {};
      for (const [name, shape] of entries) {
        const written = shape.write(value[name], thumbprint);
        if (written !== undefined) kept[name] = written;
      }
      return kept;
    },
    read(kept) {
      const from = object.read(kept);
      const value: Record<string, unknown> = {};
      for (const [name, shape] of entries) {
        const member = readIn(name, () => shape.read(Object.hasOwn(from, name) ? from[name] : undefined));
        if (member !== undefined) value[name] = member;
      }
      return value as T;
    },
  };
}

type Variant<T, Tag extends string, Name> = T extends { readonly [Key in Tag]: infer All }
  ? Name extends All
    ? Omit<T, Tag>
    : never
  : never;

/** For each value of a tag, the other members. */
export type Variants<T extends { readonly [Key in Tag]: string }, Tag extends string = "is"> = {
  readonly [Name in T[Tag]]: Members<Variant<T, Tag, Name>>;
};

/** An object of one of several kinds, which its tag names. */
export function variants<T extends { readonly [Key in Tag]: string }, Tag extends string = "is">(
  shapes: Variants<T, Tag>,
  ...[tag]: Tag extends "is" ? [] : [tag: Tag]
): Shape<T> {
  const key = tag ?? "is";
  const byName = new Map<unknown, Shape<object>>(
    Object.entries(shapes).map(([name, one]) => [name, members(one as Members<object>)]),
  );
  const named = (name: unknown): Shape<object> => {
    const shape = byName.get(name);
    if (shape === undefined) throw new Unreadable([...byName.keys()].join(" or "), [key]);
    return shape;
  };
  return {
    write(value, thumbprint) {
      const name = value[key as Tag];
      return { [key]: name, ...(named(name).write(value, thumbprint) as object) };
    },
    read(kept) {
      const name = object.read(kept)[key];
      return { [key]: name, ...named(name).read(kept) } as T;
    },
  };
}

/** Upgrades by the version that they start from. Each leads to the next. */
export type Upgrades = Readonly<Record<number, (kept: Readonly<Record<string, unknown>>) => object>>;

/** A shape with a version of its own, which grows when what was kept by it can't be read any more. */
export interface Versioned<T> {
  readonly version: number;
  readonly write: (value: T, thumbprint: Thumbprint) => object;
  /** Throws `Unreadable` if it wasn't written by `write`, or by that of a later version. */
  readonly read: (kept: unknown, version: unknown) => T;
}

/** A new member needs no new version: what is `optional`, or has a value `since` then, is read from older records too. */
export function versioned<T>(version: number, shape: Shape<T>, upgrades: Upgrades = {}): Versioned<T> {
  return {
    version,
    write: (value, thumbprint) => shape.write(value, thumbprint) as object,
    read(kept, from) {
      let current: unknown = kept;
      for (let at = Number(from); at !== version; at++) {
        const upgrade = at < version ? upgrades[at] : undefined;
        if (upgrade === undefined) throw new Unreadable("of a version that this server knows");
        current = upgrade(object.read(current));
      }
      return shape.read(current);
    },
  };
}

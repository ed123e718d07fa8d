/** How a rule is defined, and how its result is put into words without a secret. */
import { type CauseCode, causeOf } from "../../reasons/causes.ts";
import type { Section } from "../../specs.ts";
import { excerpt } from "../excerpt.ts";
import type { Evidence, Finding } from "../finding.ts";
import { cover, secretsOf } from "../secrets.ts";
import type { View } from "../view.ts";

export interface Rule {
  /** `scope/delimiter`: the subject, and what it looks for. */
  readonly name: string;
  readonly run: (view: View) => readonly Finding[];
}

/** A cause that a rule suspects. */
export interface Found {
  readonly reason: CauseCode;
  readonly confidence: number;
  readonly says: string;
  /** Where it was seen, and which part of it is meant. */
  readonly source?: string | undefined;
  readonly part?: string | undefined;
  /** Default: what the catalogue tells the developer. */
  readonly fix?: string | undefined;
  readonly spec?: Section | undefined;
  readonly tell?: string | undefined;
}

export function rule(name: string, finds: (view: View) => Iterable<Found>): Rule {
  return {
    name,
    run: (view) => {
      const told = toldOf(view);
      return [...finds(view)]
        .filter(({ confidence }) => confidence >= 0.05)
        .map((found) => finished(name, found, told));
    },
  };
}

type Told = (text: string) => string;

const toldOfView = new WeakMap<View, Told>();

/** A way to repeat something of this view without its secrets. */
export function toldOf(view: View): Told {
  const known = toldOfView.get(view) ?? cover(secretsOf(view));
  toldOfView.set(view, known);
  return known;
}

function finished(name: string, found: Found, told: Told): Finding {
  const { reason, says, source, part, tell } = found;
  const cause = causeOf(reason);
  const spec = found.spec ?? cause.cites[0];
  return {
    reason,
    confidence: Math.round(Math.min(0.98, found.confidence) * 1000) / 1000,
    evidence: [source === undefined ? { says: told(says) } : { says: told(says), ...shown(told(source), part) }],
    fix: told(found.fix ?? (cause.developer || `${cause.title}.`)),
    rule: name,
    ...(spec === undefined ? {} : { spec }),
    ...(tell === undefined ? {} : { tell: told(tell) }),
  };
}

const MOST = 240;

/** The text around the part that is meant. */
function shown(text: string, part: string | undefined): Pick<Evidence, "source" | "at"> {
  const at = part === undefined || part === "" ? -1 : text.indexOf(part);
  return excerpt(text, part === undefined || at === -1 ? undefined : [at, at + part.length], MOST);
}

/** At most this many characters. */
export const short = (text: string, most = 80): string =>
  text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;

/** A list as users write it. */
export const list = (items: readonly string[]): string => {
  const some = items.slice(0, 6);
  return some.length < 2 ? (some[0] ?? "") : `${some.slice(0, -1).join(", ")} and ${some.at(-1)}`;
};

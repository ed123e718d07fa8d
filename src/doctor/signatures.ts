/** Compares what was said with what providers say. A provider's own words, its fix and its page, are for that provider only. */
import { causeOf } from "../reasons/causes.ts";
import { standardError } from "../standard/index.ts";
import { withoutBoilerplate } from "./boilerplate.ts";
import type { Dialect, Meaning, Signature } from "./dialects/define.ts";
import { type Letters, lettersOf } from "./dialects/letters.ts";
import { firstOf } from "./dialects/lookup.ts";
import { excerpt } from "./excerpt.ts";
import type { Evidence, Finding } from "./finding.ts";
import { isAtHost, type Recognised, recognise } from "./recognise.ts";
import { literal } from "./text.ts";
import type { ErrorSaid, View } from "./view.ts";

/** A way to repeat a text without its secrets, and of the same length. */
type Told = (text: string) => string;

/** How a provider is known. `distinctive`: by this message alone, which nobody else writes. `named`: by this message, and its name in the text. `unknown`: others write it as well. */
type By = Recognised["by"] | "named" | "distinctive" | "unknown";

/** What a match is worth. A message that others write as well may mean something else at their servers. */
const WORTH: Readonly<Record<By, number>> = {
  said: 1,
  host: 1,
  mark: 0.98,
  named: 0.9,
  distinctive: 0.95,
  unknown: 0.55,
};

/** An error that fits a signature of a dialect. */
export interface Match {
  readonly dialect: Dialect;
  readonly signature: Signature;
  readonly said: ErrorSaid;
  readonly by: By;
}

/** Whether one error that was said is what a signature describes. */
export function matches(signature: Signature, said: ErrorSaid): boolean {
  const { error, says, status, endpoint, parameter } = signature;
  if (error !== undefined && !isAmong(said, [error].flat())) return false;
  if (
    says !== undefined &&
    ![said.words, said.around ?? "", said.error ?? "", ...said.codes].some((text) => says.test(text))
  )
    return false;
  if (status !== undefined && (said.status === undefined || ![status].flat().includes(said.status))) return false;
  if (endpoint !== undefined && said.request !== undefined && said.request.endpoint !== endpoint) return false;
  if (parameter === undefined) return true;
  const value = said.request?.parameters.get(parameter.name);
  return value !== undefined && (parameter.like?.test(value) ?? true);
}

/** An error's name counts as said also where it is in words: a log line has no members. */
function isAmong({ error, words, codes, from }: ErrorSaid, names: readonly string[]): boolean {
  return names.some(
    (name) =>
      error === name || codes.includes(name) || (from === "text" && new RegExp(`\\b${literal(name)}\\b`).test(words)),
  );
}

/** What was said, and which messages its letters leave possible. */
export interface Heard {
  readonly said: ErrorSaid;
  readonly letters: Letters;
}

export const heard = (said: ErrorSaid): Heard => ({
  said,
  letters: lettersOf([said.words, said.around ?? "", said.error ?? "", ...said.codes]),
});

/** All that fits. The order of a dialect's table is its priority. */
export function findMatches(view: View, dialects: readonly Dialect[]): readonly Match[] {
  const known = recognise(view, dialects);
  return view.errors.flatMap((said) => {
    // What the RFCs say, and the names that they give to errors, point to nobody.
    const isNobodys = said.words.trim() === said.error && standardError(said.error) !== undefined;
    const whole = heard(said);
    const own = heard({ ...said, words: withoutBoilerplate(said.words) });
    const all = dialects.flatMap((dialect): Match[] => {
      const by = known.find((one) => one.dialect === dialect)?.by;
      if (by === undefined && isNobodys) return [];
      const match = by === undefined ? ofStranger(dialect, own, view, known) : ofKnown(dialect, by, whole, known);
      return match === undefined ? [] : [match];
    });
    return uncontested(all);
  });
}

/** Another service than the stated one, or than the one that was asked, has said nothing, although its host or mark is in the input. */
function ofKnown(
  dialect: Dialect,
  by: Recognised["by"],
  { said, letters }: Heard,
  known: readonly Recognised[],
): Match | undefined {
  const host = said.request?.url?.hostname ?? "";
  const isOther = known.some(
    (one) => one.by === "said" || (by === "mark" && isServiceAtHost(one) && isAtHost(one.dialect, host)),
  );
  const isSilenced = by !== "said" && dialect.kind === "service" && isOther;
  const signature = isSilenced ? undefined : firstOf(dialect, letters, (one) => matches(one, said));
  // A path or a phrase may be that of the software that runs a service. Its setup isn't there to be changed.
  const isBehind = by === "mark" && dialect.kind === "software" && known.some((one) => isServiceAtHost(one));
  return signature && { dialect, signature, said, by: isBehind ? "unknown" : by };
}

const isServiceAtHost = ({ dialect, by }: Recognised): boolean => by === "host" && dialect.kind === "service";

/** A dialect that nothing points to, except perhaps the message itself. */
function ofStranger(
  dialect: Dialect,
  { said, letters }: Heard,
  view: View,
  known: readonly Recognised[],
): Match | undefined {
  const { kind } = dialect;
  const others = known.filter((one) => one.dialect.kind !== "library");
  const isStated = view.context.provider !== undefined;
  if (kind === "service" && (isStated || others.length > 0)) return undefined;
  // A service at its own hosts did not say this at another host. Software may be anywhere.
  const isElsewhere = known.length > 0 || (dialect.hosts.length > 0 && view.hosts.length > 0);
  const signature = firstOf(dialect, letters, (one) => (!isElsewhere || one.distinctive) && matches(one, said));
  if (signature === undefined || (!signature.distinctive && signature.says === undefined)) return undefined;
  const isOwn = signature.distinctive && (kind === "library" || (others.length === 0 && !isStated));
  return { dialect, signature, said, by: isOwn ? "distinctive" : isNamedIn(view, dialect) ? "named" : "unknown" };
}

/** Names that are also words, or part of another name. */
const ALSO_WORDS = /^.{1,3}$|^(?:Line|Linear|Notion|Square|Slack|Box|Spring|Apple|Basecamp|Oracle|Firebase)$/;
const TEXT = 20_000;

/** Whether a text names it: "Error with Twitch API". */
function isNamedIn({ material }: View, { name }: Dialect): boolean {
  if (ALSO_WORDS.test(name)) return false;
  const pattern = new RegExp(String.raw`(?<![\w.-])${literal(name)}(?![\w-])`);
  return material.texts.some((text) => pattern.test(text.slice(0, TEXT)));
}

/**
 * A message that several dialects have for their own proves none of them. One that fits other providers only loosely isn't theirs,
 * but what everybody may say proves nobody either.
 */
function uncontested(all: readonly Match[]): readonly Match[] {
  if (all.length < 2) return all;
  const isGeneric = ({ dialect }: Match): boolean => dialect.provider === "generic";
  const own = all.filter((one) => one.by === "distinctive" && !isGeneric(one));
  const isLoose = all.every((one) => isGeneric(one) || one.by === "distinctive" || one.by === "unknown");
  const left = own.length === 1 && isLoose ? all.filter((one) => own.includes(one) || isGeneric(one)) : all;
  // What a library writes around a server's message isn't the server's.
  const isWrapped = (one: Match): boolean => one.dialect.kind === "library" && !isGeneric(one);
  const rivals = (one: Match): number => left.filter((other) => isWrapped(other) === isWrapped(one)).length;
  return left.map((one) => (one.by === "distinctive" && rivals(one) > 1 ? { ...one, by: "unknown" } : one));
}

/** What the matches mean: in the provider's terms if it is known to be the provider, otherwise in those of the protocol. */
export function findingsOf(found: readonly Match[], told: Told = (text) => text): readonly Finding[] {
  return found.flatMap((match) =>
    [...match.signature.means]
      .sort((a, b) => b.weight - a.weight)
      .map((meaning) =>
        match.by === "unknown" ? unattributed(match, meaning, told) : attributed(match, meaning, told),
      ),
  );
}

/** The findings of all dialects. */
export function findSignatures(view: View, dialects: readonly Dialect[], told?: Told): readonly Finding[] {
  return findingsOf(findMatches(view, dialects), told);
}

/** What a library writes around a server's error says less than the error. */
const WRAPPER = 0.5;

function worthOf({ dialect, signature, said, by }: Match): number {
  const isWrapper =
    said.around !== undefined &&
    dialect.kind === "library" &&
    standardError(said.error ?? "") !== undefined &&
    said.words.trim() !== said.error;
  return WORTH[by] * (isWrapper && !matches(signature, { ...said, around: undefined }) ? WRAPPER : 1);
}

function attributed(match: Match, meaning: Meaning, told: Told): Finding {
  const { dialect, signature, said } = match;
  const [spec] = causeOf(meaning.reason).cites;
  return {
    reason: meaning.reason,
    confidence: meaning.weight * worthOf(match),
    evidence: [evidenceOf(dialect.provider === GENERIC ? undefined : dialect.name, signature, said, told)],
    fix: meaning.fix,
    spec,
    rule: `${dialect.provider}/${signature.id}`,
    tell: meaning.tell,
    page: signature.page,
  };
}

/** Some provider means this by such a message. Which one it is, and its advice, would mislead the users of all others. */
function unattributed(match: Match, meaning: Meaning, told: Told): Finding {
  const { dialect, signature, said } = match;
  const reason = reasonHere(meaning, said);
  const { developer, title, cites } = causeOf(reason);
  const [spec] = cites;
  return {
    reason,
    confidence: meaning.weight * worthOf(match),
    evidence: [evidenceOf(undefined, signature, said, told)],
    fix: developer || `${title}.`,
    spec,
    rule: `elsewhere/${dialect.provider}/${signature.id}`,
  };
}

/** A refused grant is about the redirect URI of the code, not about the registered ones (RFC 6749 5.2). */
function reasonHere({ reason }: Meaning, { error }: ErrorSaid): Meaning["reason"] {
  return error === "invalid_grant" && reason === "redirect-uri/unregistered" ? "code/redirect-uri-mismatch" : reason;
}

/** Of a message that isn't known to be from one provider. */
const OTHERS = "other servers use this message for it";

/** Wordings that no provider is known by. */
const GENERIC = "generic";

/** Characters of a quote. */
const QUOTED = 240;

function evidenceOf(name: string | undefined, { says }: Signature, said: ErrorSaid, told: Told): Evidence {
  const { error } = said;
  // Before a part of it is cut out: a secret that was cut in two isn't recognized as one.
  const words = told(said.words);
  const found = says?.exec(said.words);
  if (found === null || found === undefined) {
    const { source } = excerpt(error ?? words, undefined, QUOTED);
    return { says: name === undefined ? OTHERS : `${name} said this`, source };
  }
  const quote = excerpt(words, [found.index, found.index + found[0].length], QUOTED);
  return { says: name === undefined ? OTHERS : `${name} says so`, ...quote };
}

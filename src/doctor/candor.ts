/**
 * Responses of a Candor server name their reason: by `error_uri`, and by a sentence of the catalogue, which is all that many libraries
 * print. What the server says itself outranks what others mean by such words.
 */
import { type CauseCode, causeOf, isCause } from "../reasons/causes.ts";
import { codes, isCode, reasonOf } from "../reasons/index.ts";
import { sampleOf } from "../reasons/samples/index.ts";
import { type Sentence, sentencesIn, UNSAID } from "./candor/sentences.ts";
import type { Evidence, Finding } from "./finding.ts";
import { apartFromReference, lookUpOf } from "./reference.ts";
import type { ErrorSaid, View } from "./view.ts";

const NAMED = /\/errors\/([a-z-]+\/[a-z0-9-]+)(?:\?ref=([0-9a-z]{12}))?(?=$|[\s"'&#\\)])/;

/** A reason that hides several others says little on purpose. */
const FACE: CauseCode = "client-auth/failed";

/** How sure: the reason is named, its sentence is there, or it is one of those behind the face. */
const SURE = { named: 0.98, said: 0.95, behind: 0.3 } as const;

/** What Candor servers say in an input. */
export interface CandorSays {
  readonly findings: readonly Finding[];
  /** The input without what is explained, or nothing if that is all of it. */
  readonly rest?: View;
  /** Whether what the rest shows can be the cause as well: only what a face hides, if there is one. */
  readonly admits: (finding: Finding) => boolean;
}

export function findCandor(view: View): CandorSays {
  const inTexts = view.material.texts.slice(0, TEXTS).map((text) => ({ text, findings: findIn(asSaid(text)) }));
  const explained = view.errors.map((said) => {
    const findings = findIn(said);
    // What a program writes around a sentence can hide where it ends, so the text as it was given is read as well.
    const isFrom = ({ text }: { readonly text: string }): boolean =>
      inTexts.length === 1 || text.includes(said.words.slice(0, 40));
    const within = said.from === "text" ? inTexts.find(isFrom) : undefined;
    return { said, findings: findings.length > 0 ? findings : (within?.findings ?? []) };
  });
  const findings = explained.flatMap((one) => one.findings);
  if (findings.length === 0) return { findings, rest: view, admits: () => true };
  const others = explained.filter((one) => one.findings.length === 0).map(({ said }) => said);
  if (others.length > 0) return { findings, rest: { ...view, ...without(view, others) }, admits: () => true };
  const isHidden = findings.some(({ reason }) => reason === FACE);
  if (!isHidden) return { findings, admits: () => false };
  return { findings, rest: { ...view, ...without(view, []) }, admits: ({ reason }) => behindFace().includes(reason) };
}

/** Texts that are read. */
const TEXTS = 100;

const asSaid = (text: string): ErrorSaid => ({ ...apartFromReference(text), codes: [], headers: {}, from: "text" });

/** The view with these errors only. The texts of the others have been read. */
function without({ material, errors }: View, kept: readonly ErrorSaid[]): Pick<View, "errors" | "words" | "material"> {
  const gone = errors.filter((error) => !kept.includes(error)).map(({ words }) => words.slice(0, 100));
  const texts = material.texts.filter((text) => !gone.some((words) => text.includes(words)));
  return { errors: kept, words: kept.map(({ words }) => words).join("\n"), material: { ...material, texts } };
}

function findIn({ uri, words, ref: atEnd }: ErrorSaid): readonly Finding[] {
  const [, code = "", ref = atEnd] = NAMED.exec(uri ?? "") ?? NAMED.exec(words) ?? [];
  const [issuer] = /^https?:\/\/[^\s?#]+(?=\/errors\/)/.exec(uri ?? "") ?? [];
  const sentences = sentencesIn(words, ref !== undefined);
  const named = isCause(code) ? code : undefined;
  const said = sentences.filter((sentence) => named === undefined || sentence.code === named);
  const reasons = named === undefined ? said.map((sentence) => sentence.code) : [named];
  return [...new Set<CauseCode>(reasons)].flatMap((reason) => {
    const sentence = said.find((one) => one.code === reason);
    const finding = findingOf(
      reason,
      sentence,
      named === undefined || ref === undefined ? "" : ` ${lookUpOf(ref, issuer)}`,
      named !== undefined,
    );
    return reason === FACE ? [finding, ...behindFace().map(hidden)] : [finding];
  });
}

function findingOf(reason: CauseCode, sentence: Sentence | undefined, look: string, isNamed: boolean): Finding {
  const { developer, cites } = causeOf(reason);
  return {
    reason,
    confidence: isNamed ? SURE.named : SURE.said,
    evidence: [
      ...(isNamed ? [{ says: "error_uri names the reason", source: `/errors/${reason}` }] : []),
      ...(sentence === undefined ? [] : evidenceOf(sentence)),
    ],
    fix: ((sentence && fixOf(sentence)) ?? developer) + look,
    spec: cites[0],
    rule: isNamed ? "candor/error-uri" : "candor/sentence",
    ...(reason === FACE && { tell: TELL_FACE }),
  };
}

const TELL_FACE =
  "The response is the same for each of the causes behind it. Only the client's owner and the operator see which, by the reference.";

const UNITS: Readonly<Record<string, string>> = { seconds: " s" };

/** The sentence, and the values in it by what they are called. */
function evidenceOf({ code, text, values }: Sentence): readonly Evidence[] {
  const fields = reasonOf(code).evidence;
  const labeled = values.map(
    ([name, value]) => `${value}${UNITS[fields[name]?.kind ?? "text"] ?? ""} (${fields[name]?.label ?? name})`,
  );
  const quote = { says: "a Candor server says so", source: text };
  return labeled.length === 0 ? [quote] : [quote, { says: [...new Set(labeled)].join("; ") }];
}

/** The reason's own fix with the values of the sentence, if these are enough for it. */
function fixOf({ code, evidence }: Sentence): string | undefined {
  try {
    const fixes = reasonOf(code).fixes?.(evidence as never) ?? [];
    const whole = fixes.filter(({ says }) => !says.includes(UNSAID) && !/U\+0000|NaN/.test(says));
    return (whole.find(({ by }) => by === "developer") ?? whole[0])?.says;
  } catch {
    return undefined;
  }
}

let behind: readonly CauseCode[] | undefined;

/** The reasons that the face hides from outside. */
function behindFace(): readonly CauseCode[] {
  behind ??= codes.filter((code) => isCode(code) && reasonOf(code).face?.(sampleOf(code).evidence as never) === FACE);
  return behind;
}

function hidden(reason: CauseCode): Finding {
  const { developer, cites } = causeOf(reason);
  return {
    reason,
    confidence: SURE.behind,
    evidence: [{ says: `${FACE} hides whether it is this` }],
    fix: developer,
    spec: cites[0],
    rule: "candor/behind",
    tell: developer,
  };
}

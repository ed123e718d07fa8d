/** What a message says in plain words, whoever wrote it, since most servers have no dialect here. */

import { isRecord, objectsWithin } from "../readers/json.ts";
import { tellsError } from "../readers/said-json.ts";
import type { ErrorSaid, View } from "../view.ts";
import { meantBy } from "../words/index.ts";
import { sentencesOf } from "../words/sentences.ts";
import { type Found, rule } from "./define.ts";
import { isStandardError } from "./standard-errors.ts";
import { subjectOf } from "./subject.ts";

/** A code alone isn't a sentence. */
const CODE = /^[A-Za-z]*[:#-]?\d+$/;

/** A line that reports success, or an attempt. */
const CALM = /^\W{0,3}(?:\d[\d:TZ.,+-]*\W+){0,4}(?:INFO|DEBUG|TRACE|VERBOSE|PASS(?:ED)?|OK)\b/i;

/** Without any sign of the protocol, the words are about something else. */
const SIGN =
  /oauth|openid|oidc|saml|\bsso\b|jwks?\b|jwt|token|bearer|redirect[_ ]?ur|client[_ -]?(?:id|secret|cred)|\bgrants?\b|authori[sz](?:e|ation)\b|\bscopes?\b.{0,40}(?:invalid|allow|request|grant|miss)|(?:invalid|request|grant|miss|allow).{0,40}\bscopes?\b|consent|\b(?:invalid|unsupported|unauthorized|insufficient)_\w+|access_denied|login_required|pkce|code_(?:verifier|challenge)|\bstate\b|sign[- ]?in|AADSTS|identity provider|\bidp\b|callback|\b(?:aud|iss|azp)\b/i;

const isOfProtocol = (view: View): boolean =>
  view.requests.some(({ endpoint }) => endpoint !== "other") ||
  view.redirects.length > 0 ||
  view.jwts.length > 0 ||
  view.material.names.length > 0 ||
  view.context.provider !== undefined ||
  view.errors.some(({ error, codes }) => error !== undefined || codes.length > 0) ||
  SIGN.test(view.words) ||
  view.material.texts.some((text) => SIGN.test(text.slice(0, MOST)));

const MOST = 20_000;

/** Whoever sends a verifier or a challenge uses what may be required. */
const hasPkce = (view: View): boolean =>
  view.requests.some(({ parameters }) => parameters.has("code_verifier") || parameters.has("code_challenge")) ||
  view.material.texts.some((text) =>
    /\bcode_(?:verifier|challenge)["']?[ \t]*[:=][ \t]*["']?[\w~.-]{20,}/.test(text.slice(0, MOST)),
  );

/** A sentence that lists several causes says less about each. */
const damped = (count: number): number => (count <= 1 ? 1 : count === 2 ? 0.86 : count === 3 ? 0.74 : 0.62);

/** What is left of a sentence that the developer says, and not the server. */
const PROSE = 0.65;
const FIRST_PERSON = /\bI\b|\b[Mm]y\b/;

/** Tells what the developer says of a text: whoever speaks of himself, and what is around a response. */
function proseIn({ from, words }: ErrorSaid): (sentence: string) => boolean {
  if (from !== "text") return () => false;
  const text = words.slice(0, MOST);
  const responses = objectsWithin(text)
    .filter(({ value }) => isRecord(value) && tellsError(value, false))
    .map((object) => text.slice(object.from, object.to));
  return (sentence) =>
    FIRST_PERSON.test(sentence) ||
    (responses.length > 0 &&
      !FAILING.test(sentence) &&
      !responses.some((response) => response.includes(sentence.slice(0, ENOUGH))));
}
const FAILING = /error|exception|fail/i;
const ENOUGH = 12;

function* heard(view: View, said: ErrorSaid, trust: number): Iterable<Found> {
  const subject = subjectOf(view, said);
  const isProse = proseIn(said);
  for (const sentence of sentencesOf(said.words)) {
    // Repeating the error's name adds nothing.
    if ((sentence === said.error && isStandardError(sentence)) || CODE.test(sentence)) continue;
    const sure = trust * (CALM.test(sentence) ? 0.4 : isProse(sentence) ? PROSE : 1);
    const all = meantBy(sentence, subject, said.error);
    for (const { wording, part } of all) {
      const rivals = all.filter((other) => other.wording.weight >= wording.weight - 0.15).length;
      yield {
        reason: wording.reason,
        confidence: wording.weight * damped(rivals) * sure,
        says: "the message says so",
        source: sentence,
        part,
        tell: wording.tell,
      };
    }
  }
}

/** Texts that weren't recognized as an error. A story may mention many things. */
function besides(view: View): readonly ErrorSaid[] {
  const known = view.errors.map(({ words, around }) => around ?? words).join("\n");
  return view.material.texts
    .filter((text) => !known.includes(text.slice(0, 200)))
    .map((words): ErrorSaid => ({ words, codes: [], headers: {}, from: "text" }));
}

export const words = [
  rule("words/message", function* (view) {
    const best = new Map<string, Found>();
    const trust = isOfProtocol(view) ? 1 : 0.5;
    const keep = (found: Found): void => {
      if ((best.get(found.reason)?.confidence ?? 0) < found.confidence) best.set(found.reason, found);
    };
    for (const said of view.errors.slice(0, 40))
      for (const found of heard(view, said, trust * (said.from === "text" ? 0.95 : 1))) keep(found);
    for (const said of besides(view).slice(0, 20)) for (const found of heard(view, said, trust * 0.85)) keep(found);
    if (hasPkce(view)) best.delete("pkce/required");
    yield* best.values();
  }),
];

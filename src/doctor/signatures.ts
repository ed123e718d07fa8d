/** Holds what was said against what providers say. */
import { causeOf } from "../reasons/causes.ts";
import { standardError } from "../standard/index.ts";
import { withoutBoilerplate } from "./boilerplate.ts";
import type { Dialect, Signature } from "./dialects/define.ts";
import type { Evidence, Finding } from "./finding.ts";
import { type Recognised, recognise } from "./recognise.ts";
import { literal } from "./text.ts";
import type { ErrorSaid, View } from "./view.ts";

/** A way to say something without its secrets, in its length. */
type Told = (text: string) => string;

/** What a match is worth, by how the provider is known: a message that others write as well is worth less where nothing tells whose it is. */
const WORTH = { said: 1, host: 1, mark: 0.98, distinctive: 0.95, unknown: 0.55 } as const;

/** Whether one error that was said is what a signature describes. */
export function matches(signature: Signature, said: ErrorSaid): boolean {
  const { error, says, status, endpoint, parameter } = signature;
  if (error !== undefined && !isAmong(said, [error].flat())) return false;
  if (says !== undefined && ![said.words, said.error ?? "", ...said.codes].some((text) => says.test(text)))
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

/** The findings of all dialects: those of the recognized providers first, of others only where their message gives them away. */
export function findSignatures(
  view: View,
  dialects: readonly Dialect[],
  told: Told = (text) => text,
): readonly Finding[] {
  const known = recognise(view, dialects);
  return dialects.flatMap((dialect) => {
    const by = known.find((one) => one.dialect === dialect)?.by;
    // A service that lives at its own hosts did not say this at another one; software may be anywhere.
    const isElsewhere = known.length > 0 || (dialect.hosts.length > 0 && view.hosts.length > 0);
    return view.errors.flatMap((said) => {
      if (by !== undefined) return findIn(dialect, by, said, false, told);
      // What the RFCs say, and the names that they give to errors, give nobody away.
      if (said.words.trim() === said.error && standardError(said.error) !== undefined) return [];
      const own = { ...said, words: withoutBoilerplate(said.words) };
      return findIn(dialect, undefined, own, isElsewhere, told).map((one) => ofGrant(one, said));
    });
  });
}

/** What another provider says of a registered redirect URI is said of the code's where a grant is refused (RFC 6749 5.2). */
function ofGrant(finding: Finding, { error }: ErrorSaid): Finding {
  if (error !== "invalid_grant" || finding.reason !== "redirect-uri/unregistered") return finding;
  return {
    ...finding,
    reason: "code/redirect-uri-mismatch",
    fix: "Send the very redirect_uri of the authorization request with the token request.",
  };
}

/** The first signature of a dialect that fits: the order of the table is its priority. */
function findIn(
  dialect: Dialect,
  by: Recognised["by"] | undefined,
  said: ErrorSaid,
  isElsewhere: boolean,
  told: Told,
): readonly Finding[] {
  const signature = dialect.signatures.find((one) => (!isElsewhere || one.distinctive === true) && matches(one, said));
  if (signature === undefined) return [];
  if (by === undefined && signature.distinctive !== true && signature.says === undefined) return [];
  const worth = WORTH[by ?? (signature.distinctive === true ? "distinctive" : "unknown")];
  return [...signature.means]
    .sort((a, b) => b.weight - a.weight)
    .map((meaning): Finding => {
      const [spec] = causeOf(meaning.reason).cites;
      return {
        reason: meaning.reason,
        confidence: meaning.weight * worth,
        evidence: [evidenceOf(dialect, signature, said, told)],
        fix: meaning.fix,
        spec,
        rule: `${dialect.provider}/${signature.id}`,
        tell: meaning.tell,
        page: signature.page,
      };
    });
}

function evidenceOf(dialect: Dialect, { says }: Signature, said: ErrorSaid, told: Told): Evidence {
  const { error } = said;
  // Before a stretch of it is accepted: a secret that was cut in two is not known for one.
  const words = told(said.words);
  const found = says?.exec(said.words);
  const source = found === null || found === undefined ? (error ?? words) : words;
  if (found === null || found === undefined) return { says: `${dialect.name} said this`, source: source.slice(0, 300) };
  const from = Math.max(0, found.index - 60);
  const shown = source.slice(from, found.index + found[0].length + 60);
  return {
    says: `${dialect.name} says so`,
    source: shown,
    at: [found.index - from, Math.min(shown.length, found.index - from + found[0].length)],
  };
}

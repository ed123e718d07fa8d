/** What must hold of the messages of all dialects together, by the doctor itself. */
import { buildView } from "../../src/doctor/build-view.ts";
import type { Dialect, Signature } from "../../src/doctor/dialects/define.ts";
import { explainView } from "../../src/doctor/explain.ts";
import { read } from "../../src/doctor/read.ts";
import { recognise } from "../../src/doctor/recognise.ts";
import { heard, matches } from "../../src/doctor/signatures.ts";
import type { View } from "../../src/doctor/view.ts";
import { inputOf } from "./example.ts";
import type { Written, WrittenMessage } from "./schema.ts";

/** The causes of a message, the likeliest first. */
export function likeliest({ means }: WrittenMessage): readonly string[] {
  const weighed = Object.entries(means).map(([reason, meaning]) => ({
    reason,
    weight: typeof meaning === "number" ? meaning : (meaning?.weight ?? 0),
  }));
  return weighed.sort((a, b) => b.weight - a.weight).map(({ reason }) => reason);
}

/** The cause that comes first although the provider is given, if it is not the likeliest of the message. */
export function notFirst(
  { provider }: Written,
  message: WrittenMessage,
  dialects: readonly Dialect[],
): string | undefined {
  const [first] = explainView(viewOf(message.example, provider), dialects).findings;
  return first?.reason === likeliest(message)[0] ? undefined : (first?.reason ?? "no cause");
}

/** A message that another provider's example matches although it says that only its own provider writes it. */
export interface Elsewhere {
  readonly provider: string;
  readonly id: string;
  readonly example: string;
}

/** Examples are compared with every dialect. */
const views = new Map<string, View>();
function viewOf(example: WrittenMessage["example"], provider?: string): View {
  const input = inputOf(example, provider);
  const view = views.get(input) ?? buildView(read(input));
  views.set(input, view);
  return view;
}

/** Messages that are marked as only their provider's, and match examples of others who don't name that provider. */
export function matchedElsewhere(written: readonly Written[], dialects: readonly Dialect[]): readonly Elsewhere[] {
  // What nobody owns is nobody's mark either.
  const owned = dialects.filter(
    ({ provider, signatures }) => provider !== "generic" && signatures.some(({ distinctive }) => distinctive),
  );
  if (owned.length === 0) return [];
  return written.flatMap(({ provider, messages }) =>
    messages.flatMap(({ id, example }) => {
      const view = viewOf(example);
      const known = new Set(recognise(view, dialects).map(({ dialect }) => dialect));
      return view.errors.flatMap((error) => {
        const { said, letters } = heard(error);
        return owned
          .filter((dialect) => dialect.provider !== provider && !known.has(dialect))
          .flatMap((dialect) =>
            dialect
              .placesIn(letters)
              .flatMap((at) => dialect.signature(at) ?? [])
              .filter((signature) => signature.distinctive && matches(signature, said))
              .map((signature) => ({ provider: dialect.provider, id: signature.id, example: `${provider}/${id}` })),
          );
      });
    }),
  );
}

/** What a user sees of it: the first cause and its fix, whether a page of the provider is named, and the first three causes. */
function seen(message: WrittenMessage, provider: string | undefined, dialects: readonly Dialect[]): string {
  const { findings } = explainView(viewOf(message.example, provider), dialects);
  const [first] = findings;
  return JSON.stringify([first?.fix, first?.page !== undefined, findings.slice(0, 3).map(({ reason }) => reason)]);
}

/** Messages of a dialect without which nobody would see anything else: more general ones, or the rules, say the same. */
export function changesNothing({ provider, messages }: Written, dialects: readonly Dialect[]): readonly string[] {
  const whole = dialects.find((one) => one.provider === provider);
  if (whole === undefined) return [];
  const gone: WrittenMessage[] = [];
  const before = new Map<string, string>();
  const isSame = (one: WrittenMessage, from: string | undefined, among: readonly Dialect[]): boolean => {
    const key = `${one.id} ${from}`;
    const known = before.get(key) ?? seen(one, from, dialects);
    before.set(key, known);
    return known === seen(one, from, among);
  };
  for (const message of [...messages].reverse().filter((one) => !hasFixOfItsOwn(one, messages))) {
    const without = withoutThose(whole, new Set([...gone, message].map(({ id }) => id)));
    const among = dialects.map((one) => (one === whole ? without : one));
    const isNeeded = [message, ...gone].some((one) => !isSame(one, provider, among) || !isSame(one, undefined, among));
    if (!isNeeded) gone.push(message);
  }
  return gone.map(({ id }) => id);
}

/** Nothing else could say the fix of its likeliest cause. */
function hasFixOfItsOwn(message: WrittenMessage, messages: readonly WrittenMessage[]): boolean {
  const fix = fixOf(message);
  return fix !== undefined && messages.every((one) => one === message || fixOf(one) !== fix);
}

function fixOf(message: WrittenMessage): string | undefined {
  const meaning = Object.entries(message.means).find(([reason]) => reason === likeliest(message)[0])?.[1];
  return typeof meaning === "object" ? meaning.fix : undefined;
}

function withoutThose(dialect: Dialect, ids: ReadonlySet<string>): Dialect {
  const signature = (at: number): Signature | undefined => {
    const one = dialect.signature(at);
    return one === undefined || ids.has(one.id) ? undefined : one;
  };
  return { ...dialect, signature, signatures: dialect.signatures.filter(({ id }) => !ids.has(id)) };
}

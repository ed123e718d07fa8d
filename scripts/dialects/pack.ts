/** Turns a dialect as it is written into what the doctor reads: no examples, no names of pages, and what its patterns need. */
import type { Dialect } from "../../src/doctor/dialects/define.ts";
import { indexOf, needsOfMessage } from "../../src/doctor/dialects/index-of.ts";
import { Lookup } from "../../src/doctor/dialects/lookup.ts";
import { needsOf } from "../../src/doctor/dialects/needs.ts";
import { type Head, type PackedMessage, type Rest, unpacked } from "../../src/doctor/dialects/packed.ts";
import type { CauseCode } from "../../src/reasons/causes.ts";
import type { Written, WrittenMessage } from "./schema.ts";

/** The rest, with all messages in a list. */
export type PackedRest = Omit<Rest, "messages"> & { readonly messages: readonly PackedMessage[] };

export function packed({ provider, name, kind, hosts = [], marks = [], pages, messages, departures }: Written): {
  readonly head: Head;
  /** What each message needs. */
  readonly needs: readonly (readonly string[])[];
  readonly rest: PackedRest;
} {
  const names = Object.keys(pages);
  const rows = messages.map((message) => packedMessage(message, names));
  return {
    head: {
      provider,
      name,
      kind,
      ...(hosts.length > 0 && { hosts }),
      ...(marks.length > 0 && { marks: marks.map((mark) => [mark, ...needsOf([mark])] as const) }),
      count: messages.length,
    },
    needs: rows.map(needsOfMessage),
    rest: {
      pages: Object.values(pages).map(({ url, kind, read }) => (read === undefined ? [url, kind] : [url, kind, read])),
      messages: rows,
      ...(departures !== undefined && { departures }),
    },
  };
}

/** Dialects as the doctor uses them. Each looks up a text that they share once for all. */
export function dialectsOf(written: readonly Written[]): readonly Dialect[] {
  const all = written.map(packed);
  const counts = all.map(({ needs }) => needs.length);
  const lookup = new Lookup(indexOf(all.flatMap(({ needs }) => needs)), counts);
  return all.map(({ head, rest }, at) =>
    unpacked(
      head,
      () => rest,
      (letters) => lookup.placesIn(at, letters),
    ),
  );
}

/** A dialect alone. */
export const dialectOf = (written: Written): Dialect => dialectsOf([written])[0] as Dialect;

function packedMessage(message: WrittenMessage, pages: readonly string[]): PackedMessage {
  const { id, page, says, error, status, endpoint, parameter, means } = message;
  const all = [
    id,
    pages.indexOf(page),
    Object.entries(means).map(([reason, meaning]) => packedMeaning(reason as CauseCode, meaning)),
    message["only-here"] === true ? 1 : 0,
    says === undefined ? 0 : [says].flat(),
    error ?? 0,
    status ?? 0,
    endpoint ?? 0,
    parameter === undefined ? 0 : parameter.like === undefined ? [parameter.name] : [parameter.name, parameter.like],
  ];
  while (all.at(-1) === 0) all.pop();
  return all as unknown as PackedMessage;
}

function packedMeaning(
  reason: CauseCode,
  meaning: NonNullable<WrittenMessage["means"][CauseCode]>,
): PackedMessage[2][number] {
  if (typeof meaning === "number") return [reason, meaning];
  const { weight, fix = 0, tell } = meaning;
  if (tell !== undefined) return [reason, weight, fix, tell];
  return fix === 0 ? [reason, weight] : [reason, weight, fix];
}

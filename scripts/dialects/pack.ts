/** Turns a dialect as it is written into what the doctor reads: no examples, no names of pages, and what its patterns need. */
import type { Head, PackedMessage, Rest } from "../../src/doctor/dialects/packed.ts";
import type { CauseCode } from "../../src/reasons/causes.ts";
import { needsOf } from "./needs.ts";
import type { Written, WrittenMessage } from "./schema.ts";

export function packed({ provider, name, kind, hosts, marks, pages, messages, departures }: Written): {
  head: Head;
  rest: Rest;
} {
  const names = Object.keys(pages);
  return {
    head: {
      provider,
      name,
      kind,
      ...(hosts !== undefined && { hosts }),
      ...(marks !== undefined && { marks: marks.map((mark) => [mark, ...needsOf([mark])] as const) }),
      needs: messages.map((message) => needsOfMessage(message).join("\t")),
    },
    rest: {
      pages: Object.values(pages).map(({ url, kind, read }) => (read === undefined ? [url, kind] : [url, kind, read])),
      messages: messages.map((message) => packedMessage(message, names)),
      ...(departures !== undefined && { departures }),
    },
  };
}

/** Both the wording and the error must occur, so the one that is found less often will do. */
function needsOfMessage({ says, error }: WrittenMessage): readonly string[] {
  const said = says === undefined ? [] : needsOf([says].flat());
  const named = error === undefined ? [] : [error].flat().map((one) => one.toLowerCase());
  if (said.length > 0 || named.some((one) => one.length < 3)) return said;
  return named;
}

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

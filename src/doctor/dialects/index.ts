/** All dialects, as compiled from dialects/*.yaml. */
import { causeOf } from "../../reasons/causes.ts";
import { compiled } from "./compiled.js";
import type { CompiledDialect, CompiledMessage, Dialect, Meaning, Signature, Source } from "./define.ts";
import { anyOf } from "./pattern.ts";

export const dialects: readonly Dialect[] = compiled.map(dialectOf);

/** A dialect as it is used: its patterns can be tested, and each of its messages has its source and its fixes. */
export function dialectOf({ hosts = [], marks = [], pages, messages, ...rest }: CompiledDialect): Dialect {
  const signatures = messages.flatMap((message) => {
    const source = pages[message.page];
    return source === undefined ? [] : [signatureOf(message, source)];
  });
  return { ...rest, hosts, marks: marks.map((mark) => anyOf([mark])), signatures };
}

function signatureOf({ says, parameter, means, ...rest }: CompiledMessage, source: Source): Signature {
  return {
    ...rest,
    ...(says !== undefined && { says: anyOf(says) }),
    ...(parameter !== undefined && {
      parameter: { name: parameter.name, ...(parameter.like !== undefined && { like: anyOf([parameter.like]) }) },
    }),
    means: means.map(meaningOf),
    page: source.url,
    source,
  };
}

function meaningOf([reason, weight, fix = 0, tell]: CompiledMessage["means"][number]): Meaning {
  return { reason, weight, fix: fix === 0 ? causeOf(reason).developer : fix, ...(tell !== undefined && { tell }) };
}

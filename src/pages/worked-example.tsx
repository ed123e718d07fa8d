/** An example of a reason: a refused request and a granted one, with the differences between them marked. */

import { exampleOf } from "../reasons/examples/index.ts";
import type { Code } from "../reasons/index.ts";
import { difference, type Piece } from "../render/difference.ts";
import { onLines } from "../render/message.ts";
import { Copyable } from "./copyable.tsx";
import { Pieces } from "./pieces.tsx";

/** With more pieces than this, they are different requests rather than one request with a change. */
const MOST_PIECES = 9;

function Message({ pieces, as }: { pieces: readonly Piece[]; as: "sent" | "expected" }) {
  return (
    <Copyable>
      <Pieces pieces={pieces} as={as} lines />
    </Copyable>
  );
}

/** What fixed it, as the heading of the second message. */
const CORRECTED = {
  request: "Granted",
  person: "Granted",
  configuration: "Granted, once configured",
  operator: "Granted afterwards",
  waiting: "Granted later",
  "starting again": "Start over with",
} as const;

export function WorkedExample({ code }: { code: Code }) {
  const { situation, refused, corrected, correctedBy, change, given = [], afterwards = [] } = exampleOf(code);
  const [before, after] = [onLines(refused), onLines(corrected)];
  const found = difference(before, after);
  const few = found.one.length <= MOST_PIECES && found.other.length <= MOST_PIECES;
  const plain = (text: string): Piece[] => [{ text, same: true }];
  const same = before === after;
  return (
    <section aria-labelledby="example">
      <h2 id="example">Example</h2>
      <p>{situation}</p>
      <Circumstances title="Before" list={given} />
      <div class={same ? "exchange alone" : "exchange"}>
        <section aria-label="The request that is refused">
          <h3>{same ? "The request, both times" : "Refused"}</h3>
          <Message pieces={few ? found.one : plain(before)} as="sent" />
        </section>
        {!same && (
          <section aria-label="The request that is granted">
            <h3>{CORRECTED[correctedBy]}</h3>
            <Message pieces={few ? found.other : plain(after)} as="expected" />
          </section>
        )}
      </div>
      <Circumstances title="In between" list={afterwards} />
      <p>
        <strong>{same ? "What fixes it: " : "What was changed: "}</strong>
        {change}
      </p>
    </section>
  );
}

function Circumstances({ title, list }: { title: string; list: readonly string[] }) {
  if (list.length === 0) return null;
  return (
    <p class="quiet">
      {title}: {list.join("; ")}.
    </p>
  );
}

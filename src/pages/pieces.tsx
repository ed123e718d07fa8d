/** Values with their differences marked: what was sent as deleted, what is expected as inserted. */
import { visible } from "../render/characters.ts";
import type { Piece } from "../render/difference.ts";

interface Marked {
  readonly pieces: readonly Piece[];
  readonly as: "sent" | "expected";
  /** Whether line feeds break the line, as in a message. In a value they are shown as characters. */
  readonly lines?: boolean;
}

export function Pieces({ pieces, as, lines = false }: Marked) {
  return (
    <>
      {pieces.map(({ text, same }, at) => {
        const shown = lines ? text.split("\n").map(visible).join("\n") : visible(text);
        // A value that is underlined everywhere is harder to read and says no more.
        if (same || pieces.length === 1) return <span key={at}>{shown}</span>;
        return as === "sent" ? <del key={at}>{shown}</del> : <ins key={at}>{shown}</ins>;
      })}
    </>
  );
}

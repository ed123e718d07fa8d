/** Values with the difference between them marked: what was sent as deleted, what is expected as inserted. */
import { visible } from "../render/characters.ts";
import type { Piece } from "../render/difference.ts";

interface Marked {
  readonly pieces: readonly Piece[];
  readonly as: "sent" | "expected";
  /** Whether line feeds are the text's own, as in a message; in a value they are shown as what they are. */
  readonly lines?: boolean;
}

export function Pieces({ pieces, as, lines = false }: Marked) {
  return (
    <>
      {pieces.map(({ text, same }, at) => {
        const shown = lines ? text.split("\n").map(visible).join("\n") : visible(text);
        // Underlined all over, a value is harder to read and says no more.
        if (same || pieces.length === 1) return <span key={at}>{shown}</span>;
        return as === "sent" ? <del key={at}>{shown}</del> : <ins key={at}>{shown}</ins>;
      })}
    </>
  );
}

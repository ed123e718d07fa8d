/**
 * The cells of a count whose keys anyone can make up, such as a client id. Each kind of count has a fixed number of cells, so a
 * flood needs no room. Existing ids are counted exactly like others.
 */
import { hash } from "node:crypto";
import type { Keys } from "../ports/keys.ts";
import type { Count } from "../protocol/count-cells.ts";

/** Two keys are confused only if they share all of their cells. */
const ROWS = 2;
const CELLS = 2 ** 14;

/** The cells of a key of this kind: `client`, `network`. */
export type CellsOf = (kind: string, key: string) => Count;

/** All processes of a storage use the same cells. Without the server's key, nobody can search for keys that share another's. */
export function cellsOf(keys: Pick<Keys, "tag">): CellsOf {
  const salt = Buffer.from(keys.tag("cells", Buffer.alloc(0), 16)).toString("base64url");
  return (kind, key) => {
    const bytes = hash("sha256", `${salt}${kind} ${key}`, "buffer");
    return Array.from({ length: ROWS }, (_, row) => `${kind} ${row} ${bytes.readUInt16LE(2 * row) % CELLS}`);
  };
}

/** The last entry in a file of the audit log, and where the whole lines end. A process that was killed may have left half a line. */
import type { FileHandle } from "node:fs/promises";
import type { AuditHead } from "../../ports/audit.ts";

/** Bytes in which the last line is looked for first. */
const TAIL = 65_536;
/** How each line begins. */
const BEGIN = '{"number":';

/** `head`: none if there is no whole line. Throws if it is another kind of file, which is left as it is. */
export async function endOf(
  handle: FileHandle,
  size: number,
): Promise<{ readonly head: AuditHead | undefined; readonly end: number }> {
  for (let length = Math.min(size, TAIL); ; length = Math.min(size, length * 4)) {
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    const end = buffer.lastIndexOf("\n") + 1;
    const begin = end === 0 ? -1 : buffer.lastIndexOf("\n", end - 2) + 1;
    // It begins before what was read.
    if (length < size && (end === 0 || begin === 0)) continue;
    const rest = buffer.toString("utf8", end);
    if (!rest.startsWith(BEGIN) && !BEGIN.startsWith(rest)) throw otherFile();
    const head = end === 0 ? undefined : headIn(buffer.toString("utf8", begin, end));
    return { head, end: size - length + end };
  }
}

function headIn(line: string): AuditHead {
  try {
    const { number, hash } = JSON.parse(line) as Partial<AuditHead>;
    if (typeof number === "number" && typeof hash === "string") return { number, hash };
  } catch {
    // It is said below.
  }
  throw otherFile();
}

const otherFile = (): Error => new Error("The file of auditLog has something else than entries of the audit log.");

/** Secrets that one record of a log names and another one repeats: `client_secret=…`, and later only the value. */
import { cover } from "./secrets.ts";
import { secretsInText } from "./secrets-in-text.ts";

/** Lines that may name one. */
const NAMES =
  /secret|passw|passphrase|pwd|token|code|verifier|assertion|cookie|authorization|bearer|basic|api[_-]?key|session|otp|eyJ/i;
const MOST = { lines: 20_000, length: 4_000, secrets: 1_000 } as const;
/** A shorter value could be a word that other records need. */
const SHORTEST = 6;

/** Covers them in any text. The time is proportional to the log's length. */
export function coverLog(lines: Iterable<string>): (text: string) => string {
  const named = cover([]);
  const found = new Set<string>();
  let read = 0;
  for (const line of lines) {
    if (!NAMES.test(line)) continue;
    if (read++ >= MOST.lines) break;
    const text = line.slice(0, MOST.length);
    for (const secret of [...covered(text, named(text)), ...secretsInText(text)])
      if (found.size < MOST.secrets) found.add(secret);
  }
  return cover([...found].sort((a, b) => b.length - a.length));
}

/** What stands behind the stars. Covering keeps the length. */
function covered(text: string, told: string): readonly string[] {
  if (text === told || text.length !== told.length) return [];
  const spans = told.matchAll(/\*+/g);
  return [...spans]
    .map(({ index, 0: stars }) => text.slice(index, index + stars.length))
    .filter((value) => value.length >= SHORTEST && !/^\*+$/.test(value));
}

/** A secret from standard input. Never from an argument, which other users of the machine can see. */

/** Bytes: more than any secret. */
const LONGEST = 4_096;

/** All of standard input, without one line break at its end, which `echo` and editors add. `what` it is, in words. */
export async function readSecret(what = "secret"): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length > LONGEST) throw new Error(`The ${what} on standard input is longer than ${LONGEST} bytes.`);
  }
  return Buffer.concat(chunks)
    .toString("utf8")
    .replace(/\r?\n$/, "");
}

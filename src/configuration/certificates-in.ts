/** Reads certificates. */
import { readFileSync } from "node:fs";

/** The certificates of a PEM file. Throws if there are none. */
export function certificatesIn(file: string): readonly string[] {
  const found = readFileSync(file, "utf8").match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  if (found === null) throw new Error("The file has no certificate.");
  return found;
}

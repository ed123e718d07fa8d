/** What the user gives beside the arguments: secrets and files. */
import { readFileSync } from "node:fs";
import { readSecret } from "../secret-input.ts";
import type { TryArguments } from "./arguments.ts";

/** Why the flow can't begin, in words. */
export class CannotTry extends Error {}

/** The client's secret; `undefined` if there is none. */
export async function secretOf({ secretStdin }: TryArguments): Promise<string | undefined> {
  return secretStdin === true ? readSecret() : process.env.CANDOR_CLIENT_SECRET || undefined;
}

/** Certificates to trust (PEM). */
export const certificates = ({ ca }: TryArguments): string | undefined => (ca === undefined ? undefined : textOf(ca));

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new CannotTry(`${path} can't be read: ${(error as Error).message}`);
  }
}

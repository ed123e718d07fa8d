/** What the user gives beside the arguments: secrets and files. */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { CannotTry } from "../../checker/flow/options.ts";
import type { Metadata } from "../../checker/target.ts";
import { readSecret } from "../secret-input.ts";
import { secretVariable } from "../secret-variable.ts";
import type { TryArguments } from "./arguments.ts";

const variable = (name: string): string | undefined =>
  secretVariable(name, process.env, (message) => new CannotTry(message));

/** The client's secret; `undefined` if there is none. */
export async function secretOf({ secretStdin }: TryArguments): Promise<string | undefined> {
  return secretStdin === true ? readSecret() : variable("CANDOR_CLIENT_SECRET");
}

/** The token that a flow begins with: from the environment, from standard input, or typed. Never from an argument, which other users of the machine can see. */
export async function tokenGiven({ tokenStdin, secretStdin }: TryArguments, what: string): Promise<string> {
  if (tokenStdin === true && secretStdin === true)
    throw new CannotTry("Use --token-stdin or --secret-stdin, and the environment for the other one.");
  const token = tokenStdin === true ? await readSecret("token") : (variable("CANDOR_TRY_TOKEN") ?? (await typed(what)));
  if (token === "") throw new CannotTry(`The ${what} is empty.`);
  return token;
}

/** Asks on the terminal, which doesn't show what is typed. */
function typed(what: string): Promise<string> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY)
    throw new CannotTry(`The flow needs a ${what}. Set CANDOR_TRY_TOKEN, or pass it on standard input: --token-stdin.`);
  return new Promise((resolve) => {
    const lines = createInterface({ input: stdin, output: undefined, terminal: true });
    stderr.write(`The ${what}: `);
    lines.once("close", () => {
      stderr.write("\n");
      resolve("");
    });
    lines.once("line", (line) => {
      resolve(line.trim());
      lines.close();
    });
  });
}

/** Certificates to trust (PEM). */
export const certificates = ({ ca }: TryArguments): string | undefined => (ca === undefined ? undefined : textOf(ca));

/** Milliseconds until a response must be complete. */
export function timeoutOf({ timeout }: TryArguments): number {
  const seconds = Number(timeout);
  if (!(seconds > 0)) throw new CannotTry(`--timeout is ${timeout}. It must be a number of seconds greater than 0.`);
  return seconds * 1_000;
}

/** Members that replace those of the server's metadata. */
export function metadataGiven({ metadata }: TryArguments): Metadata {
  if (metadata === undefined) return {};
  let value: unknown;
  try {
    value = JSON.parse(textOf(metadata));
  } catch (error) {
    if (error instanceof CannotTry) throw error;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new CannotTry(`${metadata} is no JSON object.`);
  return value as Metadata;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new CannotTry(`${path} can't be read: ${(error as Error).message}`);
  }
}

/** A new password: typed without being shown, from standard input, or generated. Never from an argument, which other users of the machine can see. */
import { createInterface } from "node:readline";
import type { Random } from "../../ports/random.ts";
import { generatePassword } from "../../service/users/generated-password.ts";
import { readSecret } from "../secret-input.ts";
import type { UsersOptions } from "./options.ts";

export interface NewPassword {
  readonly password: string;
  /** Whether it was made here, so that it has to be shown. */
  readonly isGenerated: boolean;
}

/** The password for a command. Throws in words if there is none. */
export async function newPassword(
  { passwordStdin = false, generate = false }: UsersOptions,
  random: Random,
): Promise<NewPassword> {
  if (passwordStdin && generate) throw new Error("Use --password-stdin or --generate, not both.");
  if (generate) return { password: generatePassword(random), isGenerated: true };
  if (passwordStdin) return { password: await readSecret("password"), isGenerated: false };
  if (!process.stdin.isTTY)
    throw new Error("Without a terminal, the command can't ask for the password. Use --password-stdin or --generate.");
  const password = await ask("New password: ");
  if ((await ask("Repeat the password: ")) !== password) throw new Error("The passwords don't match.");
  return { password, isGenerated: false };
}

/** Asks on the terminal, which doesn't show what is typed. */
function ask(question: string): Promise<string> {
  const { stdin, stderr } = process;
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: stdin, output: undefined, terminal: true });
    stderr.write(question);
    lines.once("line", (line) => {
      lines.close();
      stderr.write("\n");
      resolve(line);
    });
    lines.once("SIGINT", () => {
      lines.close();
      stderr.write("\n");
      reject(new Error("No password was given."));
    });
  });
}

/** Questions on a terminal. What is typed as a secret isn't shown. */
import { createInterface } from "node:readline";
import { Writable } from "node:stream";

export const isTerminal = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true;

/** Resolves with "" at the end of the input. */
function ask(question: string, isSecret: boolean): Promise<string> {
  return new Promise((resolve) => {
    process.stderr.write(question);
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
    const reader = createInterface({
      input: process.stdin,
      output: isSecret ? silent : process.stderr,
      terminal: isSecret,
    });
    let typed = "";
    reader.once("line", (line) => {
      typed = line;
      reader.close();
    });
    reader.once("SIGINT", () => process.exit(130));
    reader.once("close", () => {
      if (isSecret) process.stderr.write("\n");
      resolve(typed);
    });
  });
}

export const askSecret = (name: string): Promise<string> => ask(`${name}: `, true);

export const askWhether = async (question: string): Promise<boolean> =>
  /^y(?:es)?$/i.test((await ask(`${question} [y/N] `, false)).trim());

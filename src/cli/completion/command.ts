/** `candor completion` on the command line. */
import { Argument, Command } from "commander";
import { EXIT } from "../exit.ts";
import { print } from "../print.ts";
import { SCRIPTS, type Shell } from "./scripts.ts";

export function completionCommand(): Command {
  return new Command("completion")
    .description("Prints a script that completes commands, options and ids in your shell.")
    .addArgument(new Argument("<shell>", "shell").choices(Object.keys(SCRIPTS)))
    .addHelpText(
      "after",
      `
bash:  add to ~/.bashrc                    eval "$(candor completion bash)"
zsh:   add to ~/.zshrc, after compinit     eval "$(candor completion zsh)"
fish:  run once                            candor completion fish > ~/.config/fish/completions/candor.fish`,
    )
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.fine : EXIT.usage))
    .action((shell: Shell) => print(SCRIPTS[shell]));
}

/** `candor check` on the command line. Loads the checker only when there is a server to check. */
import { Command, Option } from "commander";
import { collected } from "../collected.ts";
import { EXIT } from "../exit.ts";
import { type CheckArguments, FORMATS, type RecordArguments, SERVER_NAMES, SIGN_IN } from "./arguments.ts";

/** 1 is for a server that breaks something. */
const usage = ({ exitCode }: { readonly exitCode: number }): never =>
  process.exit(exitCode === 0 ? EXIT.fine : EXIT.usage);

export function checkCommand(): Command {
  return new Command("check")
    .description("Checks a server against the numbered requirements of the RFCs, and says which it breaks and how.")
    .argument("<issuer>", "the issuer's URL, as its metadata has it")
    .option("--with <file>", "YAML or JSON with the clients and the user to check with")
    .option("--register", "register the clients that the file doesn't name, and remove them afterwards (RFC 7591)")
    .addOption(
      new Option("--sign-in <way>", "how the user signs in: by forms, in your browser, or in Chromium").choices(
        SIGN_IN,
      ),
    )
    .addOption(
      new Option(
        "--server <name>",
        "which server it is, if it isn't recognized, so that fixes name its settings",
      ).choices(SERVER_NAMES),
    )
    .option("--own <host>", "a host that is yours and may be probed (repeatable; loopback needs none)", collected)
    .option("--only <prefix>", "only requirements whose id begins like this, such as token/ (repeatable)", collected)
    .addOption(
      new Option("--level <level>", "what makes the check fail").choices(["must", "should", "may"]).default("must"),
    )
    .option("--strict", "fail also if it is unclear whether a requirement of that level is held")
    .addOption(new Option("--format <format>", "how to report").choices(FORMATS).default("terminal"))
    .option("--output <file>", "write the report to a file, and print a summary")
    .option("--all", "list what is held and what doesn't apply too")
    .option("--baseline <file>", "YAML or JSON with the failures that are expected, each with a reason")
    .option("--since <file>", "JSON report of an earlier run, to print what changed")
    .option("--dry-run", "list the probes that would run, and send nothing but the request for the metadata")
    .option("--patience <seconds>", "how long to wait until codes and tokens expire; 0 unless the file says more")
    .option("--rate <number>", "requests per second at most", "50")
    .option("--most <number>", "requests at most", "3000")
    .option("--timeout <seconds>", "how long a response may take", "10")
    .option("--ca <file>", "PEM file with certificates to trust")
    .exitOverride(usage)
    .action(async (issuer: string, options: CheckArguments) => {
      const { checkOnCommandLine } = await import("./check.ts");
      process.exitCode = await checkOnCommandLine(issuer, options);
    })
    .addCommand(recordCommand());
}

function recordCommand(): Command {
  return new Command("record")
    .description(
      "Opens Chromium, watches you sign in, and prints the steps for the file with the clients and the user.",
    )
    .argument("<issuer>", "the issuer's URL, as its metadata has it")
    .option("--with <file>", "YAML or JSON with the clients")
    .option("--own <host>", "a host that is yours (repeatable; loopback needs none)", collected)
    .exitOverride(usage)
    .action(async (issuer: string, options: RecordArguments) => {
      const { recordOnCommandLine } = await import("./record.ts");
      process.exitCode = await recordOnCommandLine(issuer, options);
    });
}

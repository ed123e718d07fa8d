/** `candor doctor` on the command line: examines a deployment. What `candor explain` explains is in `src/doctor`. */
import { Command, InvalidArgumentError } from "commander";
import { withDataOptions } from "../data-options.ts";
import type { DoctorOptions } from "./options.ts";

export function doctorCommand(): Command {
  const command = new Command("doctor")
    .description(
      "Examines a deployment, and names what is wrong: configuration, clocks, disk, permissions, database, schema, keys, audit log, backups, and from outside the proxy, TLS and metadata. Changes nothing.",
    )
    .option("--issuer <url>", "also request the running server by its public URL, through the proxy", issuer)
    .option("--backups <directory>", "also look for the newest backup there, and read it whole")
    .option("--backup-age <hours>", "how old the newest backup may be", hours, 26);
  return withDataOptions(command).action(async (options: DoctorOptions) => {
    const { doctor } = await import("./run.ts");
    await doctor(options);
  });
}

function issuer(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== "" || url.hash !== "")
    throw new InvalidArgumentError("Expected the URL of the issuer, such as https://id.example.com.");
  return text.replace(/\/$/, "");
}

function hours(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError("Expected a number of hours.");
  return Number(text);
}

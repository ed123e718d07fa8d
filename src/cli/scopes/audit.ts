/** `candor scopes audit`: the scopes in the source code of an application, held against the catalogue. */
import { existsSync } from "node:fs";
import { type Against, auditFile, type Finding, unusedScopes } from "../../scopes-audit/judge.ts";
import { auditToJson, auditToSarif, auditToTerminal, type Report } from "../../scopes-audit/report.ts";
import { VERSION } from "../../version.ts";
import { EXIT } from "../exit.ts";
import { print, readerOf } from "../print.ts";
import { type CatalogueOptions, orUsage, type Source, sourceOf, UsageError } from "./catalogue.ts";
import { sourceFiles } from "./files.ts";

export interface AuditOptions extends CatalogueOptions {
  readonly client?: string;
  readonly json?: boolean;
  readonly sarif?: boolean;
}

/** Prints what was found, and sets the exit code. */
export const audit = (path: string, options: AuditOptions): Promise<void> =>
  orUsage(async () => {
    if (options.json === true && options.sarif === true) throw new UsageError("Use either --json or --sarif.");
    if (!existsSync(path)) throw new UsageError(`There is no file or folder ${path}.`);
    const source = await sourceOf(options);
    const report = reportOf(path, source, clientOf(source, options));
    process.exitCode = report.findings.length === 0 ? EXIT.fine : EXIT.not;
    if (options.json === true) print(auditToJson(report));
    else print(options.sarif === true ? auditToSarif(report, VERSION) : auditToTerminal(report, readerOf().colour));
  });

function clientOf({ clients }: Source, { client: id, server }: AuditOptions): Source["clients"][number] | undefined {
  if (id === undefined) return undefined;
  if (server !== undefined)
    throw new UsageError("--client needs --config: a server doesn't publish which scopes a client is allowed to use.");
  const client = clients.find((one) => one.id === id);
  if (client === undefined) throw new UsageError(`The configuration has no client ${id}.`);
  return client;
}

function reportOf(
  path: string,
  { name, issuer, catalogue, notes }: Source,
  client: Source["clients"][number] | undefined,
): Report {
  const against: Against = { catalogue, client, now: Date.now() };
  const asked = new Set<string>();
  const findings: Finding[] = [];
  let files = 0;
  for (const file of sourceFiles(path)) {
    files++;
    const audited = auditFile(file.name, file.text, against);
    findings.push(...audited.findings);
    for (const word of audited.asked) asked.add(word);
  }
  // A request without a scope gets the default.
  const used = asked.size === 0 ? new Set(client?.defaultScopes) : asked;
  return {
    catalogue: name,
    issuer,
    files,
    asked: [...asked].sort(),
    findings: [...findings, ...unusedScopes(used, against)],
    notes,
  };
}

/** The command line: one file for each command. */
import { apiCommand } from "./api-command.ts";
import { apisCommand } from "./apis-command.ts";
import { applyCommand } from "./apply/command.ts";
import { auditCommand } from "./audit/command.ts";
import { backupCommand, restoreCommand } from "./backup/command.ts";
import { checkCommand } from "./check/command.ts";
import { clientsCommand } from "./clients/command.ts";
import { completeCommand } from "./completion/asked.ts";
import { completionCommand } from "./completion/command.ts";
import { configCommand } from "./config-command.ts";
import { doctorCommand } from "./deployment/command.ts";
import { documentsCommand } from "./documents-command.ts";
import { explainCommand } from "./explain-command.ts";
import { exportCommand } from "./export/command.ts";
import { grantsCommand, sessionsCommand } from "./grants-command.ts";
import { importCommand } from "./import/command.ts";
import { initialTokensCommand } from "./initial-tokens-command.ts";
import { keysCommand } from "./keys/command.ts";
import { loginCommand, logoutCommand } from "./login/command.ts";
import { mcpCommand } from "./mcp-command.ts";
import { mockCommand } from "./mock/command.ts";
import { parse } from "./parse.ts";
import { profileCommand } from "./profile/command.ts";
import { refusalsCommand } from "./refusals-command.ts";
import { replayCommand } from "./replay/command.ts";
import { requestsCommand } from "./requests-command.ts";
import { root } from "./root.ts";
import { scopesCommand } from "./scopes/command.ts";
import { serveCommand } from "./serve-command.ts";
import { teamsCommand } from "./teams-command.ts";
import { trustedIssuersCommand } from "./trusted-issuers-command.ts";
import { tryCommand } from "./try/command.ts";
import { usersCommand } from "./users/command.ts";
import { waitingCommand } from "./waiting-command.ts";
import { watchCommand } from "./watch/command.ts";

/** Reads the arguments of this process and runs the command. */
export async function run(): Promise<void> {
  const program = root()
    .addCommand(serveCommand())
    .addCommand(explainCommand())
    .addCommand(checkCommand())
    .addCommand(tryCommand())
    .addCommand(watchCommand())
    .addCommand(replayCommand())
    .addCommand(mockCommand())
    .addCommand(mcpCommand())
    .addCommand(refusalsCommand())
    .addCommand(loginCommand())
    .addCommand(logoutCommand())
    .addCommand(usersCommand())
    .addCommand(grantsCommand())
    .addCommand(sessionsCommand())
    .addCommand(teamsCommand())
    .addCommand(documentsCommand())
    .addCommand(trustedIssuersCommand())
    .addCommand(waitingCommand())
    .addCommand(clientsCommand())
    .addCommand(initialTokensCommand())
    .addCommand(scopesCommand())
    .addCommand(apisCommand())
    .addCommand(requestsCommand())
    .addCommand(apiCommand())
    .addCommand(configCommand())
    .addCommand(applyCommand())
    .addCommand(exportCommand())
    .addCommand(importCommand())
    .addCommand(keysCommand())
    .addCommand(auditCommand())
    .addCommand(backupCommand())
    .addCommand(restoreCommand())
    .addCommand(doctorCommand())
    .addCommand(profileCommand())
    .addCommand(completionCommand())
    .addCommand(completeCommand(), { hidden: true });
  await parse(program);
}

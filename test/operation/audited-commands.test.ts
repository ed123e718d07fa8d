/** Every command on a data directory: see `audited-commands.ts`. */
import { auditedCommands, inFile } from "./audited-commands.ts";

auditedCommands(async (directory) => inFile(directory));
